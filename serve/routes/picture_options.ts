/**
 * Options that all pictures have in common.
 *
 * @module
 */

import { MAX_STRENGTH } from "../../core/edit.ts";
import {
  type Direction,
  MAX_DIRECTIONS,
} from "../../core/generator/direction.ts";
import type { PictureJob } from "../picture/job.ts";
import { applyLook } from "../picture/look.ts";
import type { QueryTable, QueryValues } from "../http/query.ts";
import { MAX_SEED } from "../../core/noise/seed.ts";

/** Options of a picture's look. */
export const PICTURE_OPTIONS = {
  scale: {
    type: "choice",
    choices: ["1", "2", "4", "8"],
    default: "1",
    help: "How many times as wide and high each picture is.",
  },
  resize: {
    type: "choice",
    choices: ["nearest", "smooth"],
    default: "nearest",
    help:
      "How pictures are enlarged: every pixel as a square, or a bicubic filter.",
  },
  truncation: {
    type: "number",
    min: 0,
    minExcluded: true,
    max: 1,
    default: 1,
    help:
      "Factor of all latents. Below 1, pictures are less varied, but muddier, too: variety keeps them sharp.",
  },
  variety: {
    type: "number",
    min: 0,
    max: 1,
    default: 1,
    help:
      "How far pictures may differ from that of the seed around: the place on the walk from it to them.",
  },
  around: {
    type: "integer",
    min: 0,
    max: MAX_SEED,
    default: 0,
    help: "The seed that pictures of less variety resemble.",
  },
  label: {
    type: "string",
    help:
      "The class of all pictures, one of those on the generator's card; without it each seed has one of its own.",
  },
  edit: {
    type: "edits",
    directions: MAX_DIRECTIONS,
    min: -MAX_STRENGTH,
    max: MAX_STRENGTH,
    default: [],
    help:
      "How far to move along which directions of the card; 1 is the strongest.",
  },
} as const satisfies QueryTable;

/** Values of {@linkcode PICTURE_OPTIONS}. */
export type PictureOptions = QueryValues<typeof PICTURE_OPTIONS>;

/**
 * The same options, as they are written where it makes no difference.
 *
 * @param options As they were given.
 * @returns With the default filter if nothing is enlarged, and the default
 *   centre if pictures vary as much as they can.
 */
export function tidy<Options extends PictureOptions>(
  options: Options,
): Options {
  return {
    ...options,
    ...options.scale === "1" && { resize: "nearest" },
    ...options.variety === 1 && { around: PICTURE_OPTIONS.around.default },
  };
}

/**
 * The part of a job that the options decide.
 *
 * @param latents `[N, 100]`, as the seeds or the client gave them.
 * @param options The options.
 * @param directions Those of the generator.
 */
export function applyOptions(
  latents: Float32Array<ArrayBuffer>,
  options: PictureOptions,
  directions: readonly Direction[] = [],
): Pick<PictureJob, "latents" | "scale" | "resize"> {
  const { scale, resize } = options;
  return {
    latents: applyLook(latents, options, directions),
    scale: Number(scale),
    resize,
  };
}
