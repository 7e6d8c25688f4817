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
import { parseSeed, SEED_RULE, seedOf } from "../../../core/noise/seed.ts";
import type { Look } from "../../picture/look.ts";
import { readLatentText } from "./latent_text.ts";
import {
  type Mutation,
  readMutations,
  readRelative,
  type Relative,
  writeMutations,
  writeRelative,
} from "./mutation.ts";

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
  /** The latent that is looked at in place of a seed, as text, if one is. */
  latent: string | undefined;
  /** Steps away from it; `undefined` where none are being tried. */
  mutations: readonly Mutation[] | undefined;
  /** The picture that this one is bred with, if it is. */
  mate: Relative | undefined;
  /** Where a walk from that seed ends, if one is shown. */
  to: string | undefined;
  /** Name of the class there; `undefined`: as `label` says. */
  endlabel: string | undefined;
  /** Favourites, each as {@linkcode favouriteOf} writes it, if any are shown. */
  favourites: readonly string[] | undefined;
}

/** Longest text that is taken for a seed, in UTF-16 units. */
export const MAX_SEED_TEXT = 200;

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
  latent: undefined,
  mutations: undefined,
  mate: undefined,
  to: undefined,
  endlabel: undefined,
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

function readLatent(text: string): string | undefined {
  if (text === "") return undefined;
  readLatentText(text);
  return text;
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
 *   `label`, `edit`, `seed`, `latent`, `mutate`, `with`, `to`, `endlabel`,
 *   `favourite`.
 * @throws {RangeError} If a parameter is out of its range: one line for the
 *   client that names it.
 */
export function readPageState(query: URLSearchParams): PageState {
  const seed = readText("seed", query.get("seed") ?? "");
  const latent = seed === undefined
    ? readLatent(query.get("latent") ?? "")
    : undefined;
  const isOpen = seed !== undefined || latent !== undefined;
  const mutate = query.get("mutate");
  const mate = query.get("with");
  const to = readText("to", query.get("to") ?? "");
  const mutations = isOpen && mutate !== null
    ? readMutations(mutate, "mutate")
    : undefined;
  return {
    model: query.get("model") || undefined,
    from: readNumber("from", query.get("from") ?? "0"),
    variety: readVariety(query.get("variety") ?? "1"),
    around: readNumber("around", query.get("around") ?? "0"),
    truncation: readTruncation(query.get("truncation") ?? "1"),
    label: query.get("label") || undefined,
    edit: isOpen ? readEdit(query.get("edit")) : [],
    ...{ seed, latent, mutations },
    mate: seed === undefined || mutations === undefined || mate === null
      ? undefined
      : readRelative(mate, "with"),
    ...seed === undefined || to === undefined
      ? { to: undefined, endlabel: undefined }
      : { to, endlabel: query.get("endlabel") || undefined },
    favourites: isOpen ? undefined : readFavourites(query.getAll("favourite")),
  };
}

function pageQuery(state: Readonly<PageState>): URLSearchParams {
  const query = new URLSearchParams();
  const { model, from, seed, latent, edit, mutations, mate } = state;
  const { to, endlabel, favourites } = state;
  if (model !== undefined) query.set("model", model);
  if (from !== START.from) query.set("from", `${from}`);
  for (const name of ["variety", "around", "truncation", "label"] as const) {
    if (state[name] !== START[name]) query.set(name, `${state[name]}`);
  }
  if (seed !== undefined) query.set("seed", seed);
  if (latent !== undefined) query.set("latent", latent);
  if (edit.length > 0) query.set("edit", formatEdits(edit));
  if (mutations !== undefined) query.set("mutate", writeMutations(mutations));
  if (mate !== undefined) query.set("with", writeRelative(mate));
  if (to !== undefined) query.set("to", to);
  if (endlabel !== undefined && endlabel !== state.label) {
    query.set("endlabel", endlabel);
  }
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
 * The picture that is open.
 *
 * @param state What the page shows.
 * @returns `undefined` if none is.
 */
export function openPicture(
  { seed, latent, mutations = [] }: Readonly<PageState>,
): Relative | undefined {
  if (seed !== undefined) return { seed: seedOf(seed), mutations };
  return latent === undefined ? undefined : { seed: 0, latent, mutations };
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
