/**
 * What the page shows, as it stands in the page's own address. The server reads
 * it to draw the page, and the scripts in the browser write it, so that every
 * view has a link, works with the back button and survives a reload.
 *
 * @module
 */

import { MAX_SEED, parseSeed, SEED_RULE } from "../../../core/noise/seed.ts";

/** A step from one latent towards that of another seed. */
export interface Mutation {
  /** How far: percent of the way, an integer from 1 to 100. */
  strength: number;
  /** The seed towards whose latent the step goes, in [0, 2³²). */
  towards: number;
}

/** What the page shows. */
export interface PageState {
  /** Digest of the chosen generator; `undefined`: the current one. */
  model: string | undefined;
  /** First seed of the gallery, in [0, 2³²). */
  from: number;
  /** Truncation of all pictures, in (0, 1]. */
  truncation: number;
  /** The seed that is looked at, a number or any text, if one is. */
  seed: string | undefined;
  /** Steps away from that seed; `undefined` where none are being tried. */
  mutations: readonly Mutation[] | undefined;
  /** Where a walk from that seed ends, if one is shown. */
  to: string | undefined;
}

/** Longest text that is taken for a seed, in UTF-16 units. */
export const MAX_SEED_TEXT = 200;

/** Most steps away from a seed. */
export const MAX_MUTATIONS = 100;

/** The page without anything chosen. */
export const START: Readonly<PageState> = {
  model: undefined,
  from: 0,
  truncation: 1,
  seed: undefined,
  mutations: undefined,
  to: undefined,
};

/** With this, nothing is open over the gallery. */
export const CLOSED = {
  seed: undefined,
  mutations: undefined,
  to: undefined,
} as const satisfies Partial<PageState>;

function readMutation(text: string): Mutation {
  const [, percent = "", seed = ""] = /^(\d{1,3})-(\d+)$/.exec(text) ?? [];
  const strength = Number(percent);
  const towards = parseSeed(seed);
  if (strength < 1 || strength > 100 || towards === undefined) {
    throw new RangeError(
      `mutate must be steps like 30-77, joined by "_": a strength from 1 to 100 and a seed from 0 to ${MAX_SEED}`,
    );
  }
  return { strength, towards };
}

function readMutations(text: string): Mutation[] {
  if (text === "") return [];
  const steps = text.split("_");
  if (steps.length > MAX_MUTATIONS) {
    throw new RangeError(`mutate must be at most ${MAX_MUTATIONS} steps`);
  }
  return steps.map(readMutation);
}

function readTruncation(text: string): number {
  const truncation = Number(text);
  // Two decimals: what the slider can stand for, and few addresses to cache.
  if (!/^(0?\.\d{1,2}|1(\.0{1,2})?)$/.test(text) || truncation === 0) {
    throw new RangeError(
      "truncation must be a number from 0.01 to 1 with at most two decimals",
    );
  }
  return truncation;
}

function readText(name: string, text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed.length > MAX_SEED_TEXT) {
    throw new RangeError(`${name} must be at most ${MAX_SEED_TEXT} long`);
  }
  // A form sends its empty fields, too.
  return trimmed === "" ? undefined : trimmed;
}

/**
 * Reads what the page shows from the query of its address.
 *
 * Parameters it does not know are left to others, for instance to the trackers
 * that some sites append to links.
 *
 * @param query Parameters `model`, `from`, `truncation`, `seed`, `mutate`, `to`.
 * @throws {RangeError} If a parameter is out of its range: one line for the
 *   client that names it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readPageState } from "edge-dcgan/serve/page/shared/page_state.ts";
 *
 * const query = new URLSearchParams("seed=Ada&mutate=30-77&truncation=0.7");
 * const { seed, mutations, truncation } = readPageState(query);
 * assertEquals(seed, "Ada");
 * assertEquals(mutations, [{ strength: 30, towards: 77 }]);
 * assertEquals(truncation, 0.7);
 * ```
 */
export function readPageState(query: URLSearchParams): PageState {
  const from = parseSeed(query.get("from") ?? "0");
  if (from === undefined) throw new RangeError(`from must be ${SEED_RULE}`);
  const seed = readText("seed", query.get("seed") ?? "");
  const mutate = query.get("mutate");
  const to = readText("to", query.get("to") ?? "");
  return {
    model: query.get("model") ?? undefined,
    from,
    truncation: readTruncation(query.get("truncation") ?? "1"),
    seed,
    mutations: seed === undefined || mutate === null
      ? undefined
      : readMutations(mutate),
    to: seed === undefined ? undefined : to,
  };
}

/**
 * The address of the page in a state: the inverse of
 * {@linkcode readPageState}. What is as at the start is left out.
 *
 * @param state What the page shows.
 * @returns A path with a query, for instance `/?seed=7`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { pageAddress, START } from "edge-dcgan/serve/page/shared/page_state.ts";
 *
 * assertEquals(pageAddress(START), "/");
 * assertEquals(pageAddress({ ...START, seed: "7", to: "9" }), "/?seed=7&to=9");
 * ```
 */
export function pageAddress(state: Readonly<PageState>): string {
  const query = new URLSearchParams();
  const { model, from, truncation, seed, mutations, to } = state;
  if (model !== undefined) query.set("model", model);
  if (from !== START.from) query.set("from", `${from}`);
  if (truncation !== START.truncation) {
    query.set("truncation", `${truncation}`);
  }
  if (seed !== undefined) query.set("seed", seed);
  if (mutations !== undefined) {
    query.set(
      "mutate",
      mutations.map((step) => `${step.strength}-${step.towards}`).join("_"),
    );
  }
  if (to !== undefined) query.set("to", to);
  return query.size === 0 ? "/" : `/?${query}`;
}
