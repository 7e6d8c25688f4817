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
/** Weight of the gradient penalty on the real pictures of a small set. */
const SMALL_SET_R1 = 1;
/** Images between two scores of a small set, which are quick. */
const OFTEN = 10_000;
/** Scores of a run at least, so that its course can be seen. */
const LEAST_SCORES = 5;

/** Options that a new run may choose by itself. */
export const SUITED = [
  ...["r1", "holdout", "scoreEvery"] as const,
  ...["adaImages", "instanceNoiseImages"] as const,
] as const;

/** Options of a run, and what of them was chosen. */
export interface SuitedOptions {
  /** The options. */
  readonly options: TrainOptions;
  /** In words, an item each; none where nothing had to be chosen. */
  readonly chosen: readonly string[];
}

/**
 * Fits the options of a new run to its pictures and its length: what suits a
 * small set, scores often enough, and ramps that end with half of the run. What
 * was given is left as it is.
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
  const isOurs = ["cpu", "gpu"].includes(options.preset);
  const isSmall = isOurs && count < SMALL_SET;
  const chosen: string[] = [];
  let { r1, holdout, scoreEvery, adaImages, instanceNoiseImages } = options;
  // In float16 its effect has not been measured.
  if (isSmall && !given.has("r1") && !options.fp16) {
    r1 = SMALL_SET_R1;
    chosen.push(`--r1 ${r1}, as a discriminator learns few pictures by heart`);
  }
  if (isSmall && !given.has("holdout") && count < FEWEST_TO_HOLD_OUT) {
    holdout = 0;
    chosen.push("--holdout 0, as all are needed for training");
  }
  const { batch } = options;
  const training = count - heldOutCount(count, { holdout, batch });
  const images = runLength(options, Math.floor(training / batch)).steps * batch;
  if (!given.has("scoreEvery")) {
    if (isSmall) scoreEvery = Math.min(scoreEvery, OFTEN);
    scoreEvery = Math.min(
      scoreEvery,
      Math.max(batch, Math.floor(images / LEAST_SCORES)),
    );
    if (scoreEvery === OFTEN && isSmall && count >= FEWEST_PICTURES) {
      chosen.push(
        `--score-every ${OFTEN}, as the best of a small set may come early`,
      );
    }
  }
  const ramp = (name: string, key: string, length: number) => {
    const half = Math.max(batch, Math.floor(images / 2));
    if (!isOurs || given.has(key) || length <= half) return length;
    chosen.push(`--${name} ${half}, half of the run`);
    return half;
  };
  if (options.adaTarget > 0) {
    adaImages = ramp("ada-images", "adaImages", adaImages);
  }
  if (options.instanceNoise > 0) {
    instanceNoiseImages = ramp(
      "instance-noise-images",
      "instanceNoiseImages",
      instanceNoiseImages,
    );
  }
  return {
    options: {
      ...options,
      ...{ r1, holdout, scoreEvery, adaImages, instanceNoiseImages },
    },
    chosen,
  };
}
