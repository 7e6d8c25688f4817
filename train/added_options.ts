/**
 * Options that runs of older versions do not have in their `options.json`.
 *
 * @module
 */

import type { TrainOptions } from "./options.ts";

/** The options of the first version: every `options.json` has them. */
type FirstOptions =
  | "data"
  | "demoSize"
  | "labels"
  | "classes"
  | "fit"
  | "background"
  | "height"
  | "width"
  | "cache"
  | "d"
  | "init"
  | "preset"
  | "device"
  | "threads"
  | "batch"
  | "epochs"
  | "optimizer"
  | "lr"
  | "minLrRatio"
  | "schedule"
  | "beta1"
  | "beta2"
  | "ema"
  | "seed"
  | "runs"
  | "name"
  | "gridEvery"
  | "saveEvery";

/**
 * Every option that was added later, with the value under which training does
 * what it did before there was the option. It need not be the default of new
 * runs. Without its entry here, a new option does not pass the type check.
 *
 * @param run What the run has of the first options.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { addedOptions } from "edge-dcgan/train/added_options.ts";
 *
 * // The preset cpu smooths labels now; older runs go on without.
 * assertEquals(addedOptions({ lr: 2e-4 }).realLabel, 1);
 * ```
 */
export function addedOptions(
  { lr }: Pick<TrainOptions, "lr">,
): Readonly<Omit<TrainOptions, FirstOptions>> {
  return {
    credit: null, // what the source says
    licence: null, // was all there was to say
    holdout: 0, // all pictures were trained on
    mirror: false, // and shown as they are
    fp16: false, // everything was float32
    lrD: lr, // both networks had the same rate
    weightDecay: 0, // no penalty
    realLabel: 1, // not smoothed
    augment: [], // the discriminator saw the pictures themselves,
    augmentProbability: 1, // so that this
    adaTarget: 0, // and these
    adaImages: 500_000, // have no effect
    instanceNoise: 0, // and without noise,
    instanceNoiseImages: 100_000, // so that this has none, either
    logEvery: 1, // every step waited for its losses
    scoreEvery: 0, // there were no scores
    stopAfter: 0, // that could have ended a run
  };
}
