import { Problem } from "./problem.ts";
import { seedOf } from "../../core/noise/seed.ts";

/** Longest text that is taken for a seed, in UTF-16 units. */
export const MAX_SEED_TEXT = 200;

/** What a seed must be, for messages. */
export const PATH_SEED_RULE =
  `an integer from 0 to 4294967295, or any text of 1 to ${MAX_SEED_TEXT} characters`;

/**
 * The seed in a part of a path.
 *
 * @param part The part as it stands in the address, percent-encoded.
 * @returns An integer in [0, 2³²): the number, or the hash of the text.
 * @throws {Problem} 400, if the part is empty, too long, or wrongly encoded.
 */
export function readPathSeed(part: string): number {
  let text: string;
  try {
    text = decodeURIComponent(part);
  } catch {
    throw new Problem(400, "The seed is not percent-encoded UTF-8.");
  }
  if (text === "" || text.length > MAX_SEED_TEXT) {
    throw new Problem(400, `The seed must be ${PATH_SEED_RULE}.`, {
      option: "seed",
      allowed: PATH_SEED_RULE,
    });
  }
  return seedOf(text);
}
