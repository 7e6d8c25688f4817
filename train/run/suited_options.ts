/**
 * What a new run chooses by itself once its pictures are counted.
 *
 * @module
 */

import { heldOutCount } from "../data/held_out.ts";
import type { TrainOptions } from "../options/fields.ts";
import { FEWEST_PICTURES } from "../score/scorer.ts";
import { runLength } from "./run_length.ts";

/** Pictures below which a set is small: the discriminator learns it by heart. */
const SMALL_SET = 2000;
/** Pictures of which a tenth is enough to measure memorisation by. */
const FEWEST_TO_HOLD_OUT = 200;
/** Images between two scores of a small set, which are quick. */
const OFTEN = 10_000;
/** Scores of a run at least, so that its course can be seen. */
const LEAST_SCORES = 5;

/** Options of a run, and what of them was chosen because the set is small. */
export interface SuitedOptions {
  /** The options. */
  readonly options: TrainOptions;
  /** In words, an item each; none where the set is large. */
  readonly chosen: readonly string[];
}

/**
 * Fits the options of a new run to the number of its pictures: what suits a
 * small set, and scores often enough for the length of the run. What was given
 * is left as it is.
 *
 * @param options Options of the run.
 * @param given Names of the options that were given, in camel case.
 * @param count Number of pictures.
 */
export function suitedOptions(
  options: TrainOptions,
  given: ReadonlySet<string>,
  count: number,
): SuitedOptions {
  // The other presets are recipes that are meant to be followed.
  const isSmall = count < SMALL_SET && ["cpu", "gpu"].includes(options.preset);
  const chosen: string[] = [];
  let { holdout, scoreEvery } = options;
  if (isSmall && !given.has("holdout") && count < FEWEST_TO_HOLD_OUT) {
    holdout = 0;
    chosen.push("--holdout 0, as all are needed for training");
  }
  if (!given.has("scoreEvery")) {
    if (isSmall) scoreEvery = Math.min(scoreEvery, OFTEN);
    const { batch } = options;
    const training = count - heldOutCount(count, { holdout, batch });
    const { steps } = runLength(options, Math.floor(training / batch));
    scoreEvery = Math.min(
      scoreEvery,
      Math.max(batch, Math.floor(steps * batch / LEAST_SCORES)),
    );
    if (scoreEvery === OFTEN && isSmall && count >= FEWEST_PICTURES) {
      chosen.push(
        `--score-every ${OFTEN}, as the best of a small set may come early`,
      );
    }
  }
  return { options: { ...options, holdout, scoreEvery }, chosen };
}
