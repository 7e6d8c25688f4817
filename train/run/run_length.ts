import type { TrainOptions } from "../options/fields.ts";
import type { ScheduleTime } from "../step/schedule.ts";

/** How long a run is, in steps and in the time of its schedules. */
export interface RunLength {
  /** Steps of the run. */
  readonly steps: number;
  /** The time of the schedules at a step, from 0. */
  readonly scheduleTime: (step: number) => ScheduleTime;
}

/** The options that say it. */
type Length = Pick<TrainOptions, "images" | "epochs" | "batch">;

/** Images of an epoch of the schedules where the length is in images. */
const NOMINAL_EPOCH = 10_000;
/** A run has at least so many of them; in a shorter run they are smaller. */
const LEAST_EPOCHS = 20;

/**
 * How long a run is. Where `images` says it, neither the length nor the learning
 * rates depend on how many pictures there are, and the rates change with every
 * step; where `epochs` says it, they change with every epoch.
 *
 * @param options Either `images` or `epochs`, the other is null; the batch.
 * @param stepsPerEpoch Steps in which every picture is shown once.
 */
export function runLength(
  { images, epochs, batch }: Length,
  stepsPerEpoch: number,
): RunLength {
  if (epochs !== null) {
    return {
      steps: stepsPerEpoch * epochs,
      scheduleTime: (step) => ({
        epoch: Math.floor(step / stepsPerEpoch),
        epochs,
      }),
    };
  }
  const shown = images as number;
  const steps = Math.ceil(shown / batch);
  const nominal = Math.max(LEAST_EPOCHS, shown / NOMINAL_EPOCH);
  return {
    steps,
    scheduleTime: (step) => ({
      epoch: nominal * step / steps,
      epochs: nominal,
    }),
  };
}

/**
 * How long a run is, as it is printed before it starts.
 *
 * @param run Its options, and the pictures that it is trained on.
 */
export function lengthInWords(
  { options, dataset }: {
    readonly options: Length;
    readonly dataset: { readonly count: number };
  },
): string {
  const { batch } = options;
  const perEpoch = Math.floor(dataset.count / batch);
  const images = runLength(options, perEpoch).steps * batch;
  const passes = images / dataset.count;
  const count = (value: number) => value.toLocaleString("en");
  return `${count(images)} images, ${
    passes < 1
      ? `not even each of the ${count(dataset.count)} pictures once`
      : `each of ${count(dataset.count)} pictures about ${
        passes < 1.5 ? "once" : `${count(Math.round(passes))} times`
      }`
  }`;
}
