import type { ScoredStep } from "../record/scores.ts";

/** Diversity below which all samples are alike. */
const ALIKE = 0.1;
/** Diversity that a run must have had for its loss to be one. */
const VARIED = 0.3;
/** Recall that a run must have had for its loss to be noticed. */
const SOUND = 0.1;
/** Part of the best recall below which most of it is lost. */
const LOST = 0.2;
/** Images before which a generator paints noise, now more and now less varied. */
const EARLY = 10_000;

/** Scores that show it. */
type Telling = "diversity" | "recall";

function scoreOf({ scores }: ScoredStep, name: Telling): number {
  return scores[name] ?? NaN;
}

/** The best of a score so far. */
function best(before: readonly ScoredStep[], name: Telling): number {
  return Math.max(0, ...before.map((step) => scoreOf(step, name)));
}

/** Whether a generator has lost the variety that it had. */
export function hasCollapsed(
  before: readonly ScoredStep[],
  now: ScoredStep,
): boolean {
  return now.images >= EARLY &&
    (isAlike(before, now) || hasLostRecall(before, now));
}

function isAlike(before: readonly ScoredStep[], now: ScoredStep): boolean {
  return scoreOf(now, "diversity") < ALIKE &&
    best(before, "diversity") >= VARIED;
}

function hasLostRecall(
  before: readonly ScoredStep[],
  now: ScoredStep,
): boolean {
  const recall = best(before, "recall");
  return recall >= SOUND && scoreOf(now, "recall") < LOST * recall;
}

/**
 * A warning when a generator collapses: when its samples, which were more
 * varied before, have become all alike, or when it no longer paints most of
 * what it once did.
 *
 * @param before Earlier scores of the run.
 * @param now The newest scores.
 * @returns One line; nothing if there is no collapse, or if the scores before
 * showed it already.
 */
export function collapse(
  before: readonly ScoredStep[],
  now: ScoredStep,
): string | undefined {
  const last = before.at(-1);
  const isKnown = last !== undefined && hasCollapsed(before.slice(0, -1), last);
  if (isKnown || !hasCollapsed(before, now)) return undefined;
  if (isAlike(before, now)) {
    return `the generator has collapsed: its samples are all alike, with ${
      scoreOf(now, "diversity").toPrecision(2)
    } of the diversity of real pictures`;
  }
  return `the generator collapses: recall fell from ${
    best(before, "recall")
  } to ${scoreOf(now, "recall")}, it paints few kinds of pictures`;
}
