/**
 * What the page shows, as it stands in the page's own address. The server reads
 * it to draw the page, and the scripts in the browser write it, so that every
 * view has a link, works with the back button and survives a reload.
 *
 * @module
 */

import {
  type Edit,
  formatEdits,
  MAX_STRENGTH,
  readEdits,
} from "../../../core/edit.ts";
import { MAX_DIRECTIONS } from "../../../core/generator/direction.ts";
import { MAX_SEED, parseSeed, SEED_RULE } from "../../../core/noise/seed.ts";
import type { Look } from "../../picture/look.ts";

/** A step from one latent towards that of another seed. */
export interface Mutation {
  /** How far: percent of the way, an integer from 1 to 100. */
  strength: number;
  /** The seed towards whose latent the step goes, in [0, 2³²). */
  towards: number;
}

/** A picture that is some steps away from a seed. */
export interface Relative {
  /** The seed, in [0, 2³²). */
  seed: number;
  /** The steps; none lead to the seed itself. */
  mutations: readonly Mutation[];
}

/** What the page shows. */
export interface PageState extends Look {
  /** Name of the class of all pictures; `undefined`: each seed's own. */
  label: string | undefined;
  /** Digest of the chosen generator; `undefined`: the current one. */
  model: string | undefined;
  /** First seed of the gallery, in [0, 2³²). */
  from: number;
  /** The seed that is looked at, a number or any text, if one is. */
  seed: string | undefined;
  /** Steps away from that seed; `undefined` where none are being tried. */
  mutations: readonly Mutation[] | undefined;
  /** The picture that this one is bred with, if it is. */
  mate: Relative | undefined;
  /** Where a walk from that seed ends, if one is shown. */
  to: string | undefined;
  /** Favourites, each as {@linkcode favouriteOf} writes it, if any are shown. */
  favourites: readonly string[] | undefined;
}

/** Longest text that is taken for a seed, in UTF-16 units. */
export const MAX_SEED_TEXT = 200;

/** Most steps away from a seed. */
export const MAX_MUTATIONS = 100;

/** Most favourites in one address. */
export const MAX_FAVOURITES = 60;

/** Pictures as varied as the generator can. */
export const FULL_LOOK: Readonly<Look> = {
  variety: 1,
  around: 0,
  truncation: 1,
  edit: [],
};

/** With this, nothing is open over the gallery. */
export const CLOSED = {
  seed: undefined,
  mutations: undefined,
  mate: undefined,
  to: undefined,
  favourites: undefined,
  edit: [],
} as const satisfies Partial<PageState>;

/** The page without anything chosen. */
export const START: Readonly<PageState> = {
  model: undefined,
  from: 0,
  ...FULL_LOOK,
  label: undefined,
  ...CLOSED,
};

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

function readMutations(
  steps: readonly string[],
  name: string,
): Mutation[] {
  if (steps.length > MAX_MUTATIONS) {
    throw new RangeError(`${name} must be at most ${MAX_MUTATIONS} steps`);
  }
  return steps.map((step) => readMutation(step, name));
}

/** `9_30-77` is the picture one step away from seed 9. */
function readMate(text: string): Relative {
  const [first = "", ...steps] = text.split("_");
  const seed = parseSeed(first);
  if (seed === undefined) {
    throw new RangeError(
      `with must be a seed, then steps like 30-77, joined by "_"`,
    );
  }
  return { seed, mutations: readMutations(steps, "with") };
}

// Two decimals: what a slider can stand for, and few addresses to cache.
const PART = /^(0?\.\d{1,2}|0(\.0{1,2})?|1(\.0{1,2})?)$/;

function readVariety(text: string): number {
  if (PART.test(text)) return Number(text);
  throw new RangeError(
    "variety must be a number from 0 to 1 with at most two decimals",
  );
}

function readTruncation(text: string): number {
  const truncation = Number(text);
  if (PART.test(text) && truncation > 0) return truncation;
  throw new RangeError(
    "truncation must be a number from 0.01 to 1 with at most two decimals",
  );
}

function readEdit(text: string | null): readonly Edit[] {
  if (text === null) return [];
  const edits = readEdits(text);
  const areInRange = edits?.every(({ direction, strength }) =>
    direction >= 1 && direction <= MAX_DIRECTIONS &&
    Math.abs(strength) <= MAX_STRENGTH
  );
  if (edits !== undefined && areInRange) return edits;
  throw new RangeError(
    `edit must be like 3:1.5,5:-2: directions from 1 to ${MAX_DIRECTIONS} and strengths from -${MAX_STRENGTH} to ${MAX_STRENGTH}`,
  );
}

function readNumber(name: string, text: string): number {
  const seed = parseSeed(text);
  if (seed === undefined) throw new RangeError(`${name} must be ${SEED_RULE}`);
  return seed;
}

function readText(name: string, text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed.length > MAX_SEED_TEXT) {
    throw new RangeError(`${name} must be at most ${MAX_SEED_TEXT} long`);
  }
  // A form sends its empty fields, too.
  return trimmed === "" ? undefined : trimmed;
}

function readFavourites(texts: readonly string[]): string[] | undefined {
  if (texts.length === 0) return undefined;
  if (texts.length > MAX_FAVOURITES) {
    throw new RangeError(`There must be at most ${MAX_FAVOURITES} favourites`);
  }
  return texts.filter((text) => text !== "").map((text) => {
    const state = readFavourite(text);
    if (state.seed === undefined) {
      throw new RangeError(`favourite must be like seed=7, encoded`);
    }
    return favouriteOf(state);
  });
}

/**
 * Reads what the page shows from the query of its address.
 *
 * Parameters it does not know are left to others, for instance to the trackers
 * that some sites append to links.
 *
 * @param query Parameters `model`, `from`, `variety`, `around`, `truncation`,
 *   `label`, `edit`, `seed`, `mutate`, `with`, `to`, `favourite`.
 * @throws {RangeError} If a parameter is out of its range: one line for the
 *   client that names it.
 */
export function readPageState(query: URLSearchParams): PageState {
  const seed = readText("seed", query.get("seed") ?? "");
  const mutate = query.get("mutate");
  const mate = query.get("with");
  const to = readText("to", query.get("to") ?? "");
  const mutations = seed === undefined || mutate === null
    ? undefined
    : readMutations(mutate === "" ? [] : mutate.split("_"), "mutate");
  return {
    model: query.get("model") ?? undefined,
    from: readNumber("from", query.get("from") ?? "0"),
    variety: readVariety(query.get("variety") ?? "1"),
    around: readNumber("around", query.get("around") ?? "0"),
    truncation: readTruncation(query.get("truncation") ?? "1"),
    label: query.get("label") || undefined,
    edit: seed === undefined ? [] : readEdit(query.get("edit")),
    seed,
    mutations,
    mate: mutations === undefined || mate === null ? undefined : readMate(mate),
    to: seed === undefined ? undefined : to,
    favourites: seed === undefined
      ? readFavourites(query.getAll("favourite"))
      : undefined,
  };
}

function writeSteps(mutations: readonly Mutation[]): string[] {
  return mutations.map(({ strength, towards }) => `${strength}-${towards}`);
}

function pageQuery(state: Readonly<PageState>): URLSearchParams {
  const query = new URLSearchParams();
  const { model, from, seed, edit, mutations, mate, to, favourites } = state;
  if (model !== undefined) query.set("model", model);
  if (from !== START.from) query.set("from", `${from}`);
  for (const name of ["variety", "around", "truncation", "label"] as const) {
    if (state[name] !== START[name]) query.set(name, `${state[name]}`);
  }
  if (seed !== undefined) query.set("seed", seed);
  if (edit.length > 0) query.set("edit", formatEdits(edit));
  if (mutations !== undefined) {
    query.set("mutate", writeSteps(mutations).join("_"));
  }
  if (mate !== undefined) {
    query.set("with", [mate.seed, ...writeSteps(mate.mutations)].join("_"));
  }
  if (to !== undefined) query.set("to", to);
  // An empty list is a list, too.
  const listed = favourites?.length === 0 ? [""] : favourites ?? [];
  for (const favourite of listed) query.append("favourite", favourite);
  return query;
}

/**
 * The address of the page in a state: the inverse of
 * {@linkcode readPageState}. What is as at the start is left out.
 *
 * @param state What the page shows.
 * @returns A path with a query, relative to the page: `./?seed=7`.
 */
export function pageAddress(state: Readonly<PageState>): string {
  const query = pageQuery(state);
  return query.size === 0 ? "./" : `./?${query}`;
}

/**
 * The picture that the page shows, as it is kept and shared: `seed=7`.
 *
 * @param state What the page shows; only the picture and its look matter.
 */
export function favouriteOf(state: Readonly<PageState>): string {
  const { seed, mutations = [], variety, around, truncation } = state;
  const { label, edit } = state;
  return `${
    pageQuery({
      ...START,
      seed,
      mutations: mutations.length === 0 ? undefined : mutations,
      variety,
      around: variety === 1 ? START.around : around,
      truncation,
      label,
      edit,
    })
  }`;
}

/**
 * The page with a favourite open: the inverse of {@linkcode favouriteOf}.
 *
 * @param favourite As {@linkcode favouriteOf} wrote it.
 * @throws {RangeError} If it is none.
 */
export function readFavourite(favourite: string): PageState {
  return readPageState(new URLSearchParams(favourite));
}
