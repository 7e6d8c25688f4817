/**
 * Learning rates, one for each epoch, as the reference has them.
 *
 * @module
 */

import type { LearningRates } from "./trainer.ts";

/** What decides the learning rates of a run. */
export interface ScheduleOptions {
  /** How the learning rate falls. */
  readonly schedule: "cosine" | "step" | "constant";
  /** Highest learning rate. */
  readonly lr: number;
  /** Lowest learning rate, as a part of the highest. */
  readonly minLrRatio: number;
  /** Epochs of the run. */
  readonly epochs: number;
}

/** Number of levels of the step schedule. */
const STEPS = 10;

function between(least: number, value: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

/** Warm-up over 1 to 3 epochs, half a cosine, then 1 to 15 epochs at the end. */
function cosine(
  { lr, minLrRatio, epochs }: ScheduleOptions,
  epoch: number,
): number {
  const lowest = lr * minLrRatio;
  const warmUp = between(1, 0.05 * epochs, 3);
  const tail = between(1, 0.05 * epochs, 15);
  if (epoch <= warmUp) {
    const start = Math.max(0.1 * lr, 1e-6);
    return start + (lr - start) * (epoch / warmUp) ** 2;
  }
  if (epoch >= epochs - tail) return lowest;
  const progress = (epoch - warmUp) / (epochs - warmUp - tail);
  return lowest + 0.5 * (lr - lowest) * (1 + Math.cos(Math.PI * progress));
}

/** Equal ratios from the highest to the lowest rate, in ten steps. */
function step(
  { lr, minLrRatio, epochs }: ScheduleOptions,
  epoch: number,
): number {
  const size = epochs / STEPS;
  // The floor of the exact quotient, which is what the reference's `//` gives:
  // epoch / size can round up to the next level.
  const level = Math.round((epoch - epoch % size) / size);
  return lr * minLrRatio ** (level / (STEPS - 1));
}

/**
 * The learning rate of an epoch.
 *
 * `cosine` is the reference's: a quadratic warm-up from a tenth, half a cosine,
 * and a tail at the lowest rate. `step` falls in ten equal ratios, also as the
 * reference's. `constant` is the paper's.
 *
 * @param options The schedule.
 * @param epoch Epoch, from 0.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { learningRate } from "edge-dcgan/train/step/schedule.ts";
 *
 * const options = {
 *   schedule: "cosine",
 *   lr: 2e-3,
 *   minLrRatio: 0.01,
 *   epochs: 500,
 * } as const;
 * assertAlmostEquals(learningRate(options, 0), 2e-4, 1e-12);
 * assertAlmostEquals(learningRate(options, 3), 2e-3, 1e-12);
 * assertAlmostEquals(learningRate(options, 499), 2e-5, 1e-12);
 * ```
 */
export function learningRate(options: ScheduleOptions, epoch: number): number {
  if (options.schedule === "cosine") return cosine(options, epoch);
  if (options.schedule === "step") return step(options, epoch);
  return options.lr;
}

/**
 * The learning rates of both updates: the same schedule, each from its own
 * highest rate.
 *
 * @param options The schedule; `lrD`: highest learning rate of the
 * discriminator.
 * @param epoch Epoch, from 0.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { learningRates } from "edge-dcgan/train/step/schedule.ts";
 *
 * const options = { schedule: "constant", lr: 2e-4, minLrRatio: 1, epochs: 9 } as const;
 * assertEquals(learningRates({ ...options, lrD: 1e-4 }, 0), {
 *   discriminator: 1e-4,
 *   generator: 2e-4,
 * });
 * ```
 */
export function learningRates(
  options: ScheduleOptions & { readonly lrD: number },
  epoch: number,
): LearningRates {
  return {
    discriminator: learningRate({ ...options, lr: options.lrD }, epoch),
    generator: learningRate(options, epoch),
  };
}
