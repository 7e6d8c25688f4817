import { seedOf } from "../../../core/noise/seed.ts";

/** A seed as somebody typed it. */
export interface NamedSeed {
  /** What was typed: a number or any text. */
  text: string;
  /** The seed itself, an integer in [0, 2³²). */
  seed: number;
  /** What to call it: “Ada” or Seed 7. */
  title: string;
  /** The number behind a text; empty where the title says it. */
  note: string;
}

/**
 * The seed of a text, and what to call it on the page.
 *
 * @param text A number, which is the seed, or any text, which is hashed.
 */
export function nameSeed(text: string): NamedSeed {
  const seed = seedOf(text);
  return text === `${seed}`
    ? { text, seed, title: `Seed ${seed}`, note: "" }
    : { text, seed, title: `“${text}”`, note: `Seed ${seed}` };
}
