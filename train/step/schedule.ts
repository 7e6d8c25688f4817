/**
 * Learning rates as the reference has them.
 *
 * @module
 */

/** The learning rates of one step. */
export interface LearningRates {
  /** Of the discriminator's update. */
  readonly discriminator: number;
  /** Of the generator's update. */
  readonly generator: number;
}

/** What decides the learning rates of a run. */
export interface ScheduleOptions {
  /** How the learning rate falls. */
  readonly schedule: "cosine" | "step" | "constant";
  /** Highest learning rate. */
  readonly lr: number;
  /** Lowest learning rate, as a part of the highest. */
  readonly minLrRatio: number;
}

/** Where in a run a step is. */
export interface ScheduleTime {
  /** Epoch, from 0; between two of them where the rate changes by steps. */
  readonly epoch: number;
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
  { lr, minLrRatio }: ScheduleOptions,
  { epoch, epochs }: ScheduleTime,
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
  { lr, minLrRatio }: ScheduleOptions,
  { epoch, epochs }: ScheduleTime,
): number {
  const size = epochs / STEPS;
  // The floor of the exact quotient, which is what the reference's `//` gives:
  // epoch / size can round up to the next level.
  const level = Math.round((epoch - epoch % size) / size);
  return lr * minLrRatio ** (level / (STEPS - 1));
}

/**
 * The learning rate at a time of the run.
 *
 * `cosine` is the reference's: a quadratic warm-up from a tenth, half a cosine,
 * and a tail at the lowest rate. `step` falls in ten equal ratios, also as the
 * reference's. `constant` is the paper's.
 *
 * @param options The schedule.
 * @param time The time.
 */
export function learningRate(
  options: ScheduleOptions,
  time: ScheduleTime,
): number {
  if (options.schedule === "cosine") return cosine(options, time);
  if (options.schedule === "step") return step(options, time);
  return options.lr;
}

/**
 * The learning rates of both updates: the same schedule, each from its own
 * highest rate.
 *
 * @param options The schedule; `lrD`: highest learning rate of the
 * discriminator.
 * @param time The time.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { learningRates } from "@edge-dcgan/edge-dcgan";
 *
 * const options = { schedule: "constant", lr: 2e-4, minLrRatio: 1 } as const;
 * const start = { epoch: 0, epochs: 9 };
 * assertEquals(learningRates({ ...options, lrD: 1e-4 }, start), {
 *   discriminator: 1e-4,
 *   generator: 2e-4,
 * });
 * ```
 */
export function learningRates(
  options: ScheduleOptions & { readonly lrD: number },
  time: ScheduleTime,
): LearningRates {
  return {
    discriminator: learningRate({ ...options, lr: options.lrD }, time),
    generator: learningRate(options, time),
  };
}

/** Half a learning rate, in at most three digits: for a run that diverged. */
export function halfRate(rate: number): number {
  return Number((rate / 2).toPrecision(3));
}
