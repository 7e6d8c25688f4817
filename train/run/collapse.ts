import type { Scores } from "../score/scores.ts";

/** What tells of a collapse. */
export type Spread = Pick<Scores, "diversity" | "recall">;

/** Diversity below which all samples are alike. */
const ALIKE = 0.1;
/** Recall that a run must have had for its loss to be noticed. */
const SOUND = 0.1;
/** Part of the best recall below which most of it is lost. */
const LOST = 0.2;

function isCollapsed(before: readonly Spread[], now: Spread): boolean {
  return now.diversity < ALIKE || hasLostRecall(before, now);
}

function hasLostRecall(before: readonly Spread[], now: Spread): boolean {
  const best = Math.max(0, ...before.map(({ recall }) => recall));
  return best >= SOUND && now.recall < LOST * best;
}

/**
 * A warning when a generator collapses: when its samples have become all alike,
 * or when it no longer paints most of what it once did.
 *
 * @param before Earlier scores of the run.
 * @param now The newest scores.
 * @returns One line; nothing if there is no collapse, or if the scores before
 * showed it already.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { collapse } from "edge-dcgan/train/run/collapse.ts";
 *
 * const sound = { diversity: 0.9, recall: 0.5 };
 * const lost = { diversity: 0.8, recall: 0.05 };
 * assertEquals(collapse([sound], sound), undefined);
 * assertEquals(
 *   collapse([sound], lost),
 *   "the generator collapses: recall fell from 0.5 to 0.05, it paints few kinds of pictures",
 * );
 * assertEquals(collapse([sound, lost], lost), undefined);
 * ```
 */
export function collapse(
  before: readonly Spread[],
  now: Spread,
): string | undefined {
  const last = before.at(-1);
  const isKnown = last !== undefined && isCollapsed(before.slice(0, -1), last);
  if (isKnown || !isCollapsed(before, now)) return undefined;
  if (now.diversity < ALIKE) {
    return `the generator has collapsed: its samples are all alike, with ${
      now.diversity.toPrecision(2)
    } of the diversity of real pictures`;
  }
  const best = Math.max(...before.map(({ recall }) => recall));
  return `the generator collapses: recall fell from ${best} to ${now.recall}, it paints few kinds of pictures`;
}
