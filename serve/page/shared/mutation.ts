/**
 * Pictures that are some steps away from another.
 *
 * @module
 */

import { latents } from "../../../core/noise/latent.ts";
import { MAX_SEED, parseSeed } from "../../../core/noise/seed.ts";
import { readLatentText } from "./latent_text.ts";

/** A step from one latent towards that of another seed. */
export interface Mutation {
  /** How far: percent of the way, an integer from 1 to 100. */
  strength: number;
  /** The seed towards whose latent the step goes, in [0, 2³²). */
  towards: number;
}

/** A picture that is some steps away from a seed, or from a latent. */
export interface Relative {
  /** The seed, in [0, 2³²); 0 where there is a latent in its place. */
  seed: number;
  /** A latent that no seed has, as it stands in the page's address. */
  latent?: string;
  /** The steps; none lead to the seed itself. */
  mutations: readonly Mutation[];
}

/** Most steps away from a seed. */
export const MAX_MUTATIONS = 100;

function readMutation(text: string, name: string): Mutation {
  const [, percent = "", seed = ""] = /^(\d{1,3})-(\d+)$/.exec(text) ?? [];
  const strength = Number(percent);
  const towards = parseSeed(seed);
  if (strength < 1 || strength > 100 || towards === undefined) {
    throw new RangeError(
      `${name} must be steps like 30-77, joined by "_": a strength from 1 to 100 and a seed from 0 to ${MAX_SEED}`,
    );
  }
  return { strength, towards };
}

/**
 * Reads steps: the inverse of {@linkcode writeMutations}.
 *
 * @param text For instance `30-77_20-5`; empty: no steps.
 * @param name What messages call it.
 * @throws {RangeError} If it is anything else: one line for the client.
 */
export function readMutations(text: string, name: string): Mutation[] {
  const steps = text === "" ? [] : text.split("_");
  if (steps.length > MAX_MUTATIONS) {
    throw new RangeError(`${name} must be at most ${MAX_MUTATIONS} steps`);
  }
  return steps.map((step) => readMutation(step, name));
}

/**
 * Reads a seed and steps away from it: the inverse of
 * {@linkcode writeRelative}.
 *
 * @param text For instance `9_30-77`, one step away from seed 9.
 * @param name What messages call it.
 * @throws {RangeError} If it is anything else: one line for the client.
 */
export function readRelative(text: string, name: string): Relative {
  const [, first = "", steps = ""] = /^(\d+)(?:_(.+))?$/.exec(text) ?? [];
  const seed = parseSeed(first);
  if (seed === undefined) {
    throw new RangeError(
      `${name} must be a seed, then steps like 30-77, joined by "_"`,
    );
  }
  return { seed, mutations: readMutations(steps, name) };
}

/** Steps as they stand in the page's address. */
export function writeMutations(mutations: readonly Mutation[]): string {
  return mutations.map(({ strength, towards }) => `${strength}-${towards}`)
    .join("_");
}

/** A seed and steps away from it, as they stand in the page's address. */
export function writeRelative({ seed, mutations }: Relative): string {
  return mutations.length === 0
    ? `${seed}`
    : `${seed}_${writeMutations(mutations)}`;
}

/**
 * The latent that is reached by steps towards other seeds.
 *
 * A step of `strength` percent turns the latent by that part of a right angle:
 * z becomes cos(θ) · z + sin(θ) · n. Latents of two seeds are independent, so
 * the result is again distributed as N(0, 1): a neighbour is as likely a
 * picture as any other, however many steps led to it.
 *
 * @param relative Where the steps start, and the steps, in order; none give the
 *   latent of the start.
 * @returns The latent `[100]`.
 */
export function mutatedLatent(
  { seed, latent: text, mutations }: Relative,
): Float32Array<ArrayBuffer> {
  const latent = text === undefined ? latents([seed]) : readLatentText(text);
  for (const { strength, towards } of mutations) {
    const angle = (strength / 100) * (Math.PI / 2);
    const [keep, take] = [Math.cos(angle), Math.sin(angle)];
    latents([towards]).forEach((direction, index) => {
      latent[index] = keep * (latent[index] as number) + take * direction;
    });
  }
  return latent;
}
