/**
 * How many images fit into a given time: `--minutes`.
 *
 * @module
 */

import { BatchSequence } from "../data/batches.ts";
import { isGpu } from "../engine/engine.ts";
import type { TrainOptions } from "../options/fields.ts";
import type { Tensors } from "../tensors/tensor.ts";
import { trainerOptions } from "../step/trainer_options.ts";
import { UserError } from "../../core/user_error.ts";
import { type PendingLosses, Trainer } from "../step/trainer.ts";
import { formatDuration, type ProgressLine } from "./progress.ts";
import {
  canScore,
  openRunScorer,
  type RunScorer,
  type ScoredPictures,
} from "./run_scorer.ts";

/** What the parts of a run take, in seconds. */
export interface Pace {
  /** A step. */
  readonly step: number;
  /** Scores, once the real pictures have been prepared; 0 without scores. */
  readonly score: number;
}

/** How the time of a run is used. */
export interface Plan {
  /** Steps that fit, at least one. */
  readonly steps: number;
  /** Seconds that they take, scores included. */
  readonly seconds: number;
}

/** Steps before the trial counts: the first open the sessions. */
const WARM_UP = 2;
/** Steps that are timed at least. */
const LEAST_STEPS = 8;
/** What part of the time the trial may take, and how many seconds at most. */
const TRIAL = { part: 0.05, seconds: 20 };
/** Grids, curves and checkpoints on the way, as a part of the steps. */
const ON_THE_WAY = 0.02;
/** Seconds for the report and for freezing at the end. */
const AT_THE_END = 4;

/**
 * Plans the steps that fit into a time.
 *
 * @param seconds The time.
 * @param pace What the parts of a run take.
 * @param scores How often a run of so many steps is scored.
 */
export function planSteps(
  seconds: number,
  pace: Pace,
  scores: (steps: number) => number,
): Plan {
  const needed = (steps: number) =>
    steps * pace.step * (1 + ON_THE_WAY) + scores(steps) * pace.score +
    AT_THE_END;
  let [fits, tooMany] = [1, 2 + Math.floor(Math.max(0, seconds) / pace.step)];
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (needed(middle) <= seconds) fits = middle;
    else tooMany = middle;
  }
  return { steps: fits, seconds: needed(fits) };
}

/**
 * Trains a few steps on a run's pictures and scores them, to see how long that
 * takes. The state that is left in the engine belongs to no run.
 *
 * @param run The run, ready for its next step.
 * @param seconds Time that is planned for.
 * @param progress Where to show it, and what time it is.
 * @returns The pace, and what the run's scores will use again.
 */
async function measurePace(
  run: ScoredPictures,
  seconds: number,
  progress: ProgressLine,
): Promise<{ pace: Pace; scorer?: RunScorer }> {
  const { dataset, options } = run;
  const { engine, programs, options: setup } = run.trainer;
  // From step 0, whose penalties, if there are any, are taken in the warm-up.
  const trainer = new Trainer(engine, programs, setup);
  const batches = new BatchSequence(dataset, options);
  const time = 1000 * Math.min(TRIAL.seconds, TRIAL.part * seconds);
  // Of a GPU only what runs without waiting for every step says how fast it is.
  const group = isGpu(trainer.engine.device) ? options.logEvery : 1;
  const rates = { discriminator: 0, generator: 0 };
  const train = async (steps: number) => {
    const pending: PendingLosses[] = [];
    for (let step = 0; step < steps; step++) {
      const { step } = trainer;
      pending.push(
        await trainer.train(batches.at(step), rates, batches.labelsAt(step)),
      );
    }
    await trainer.losses(pending);
  };
  progress.status("trial steps", 0, WARM_UP + LEAST_STEPS);
  await train(WARM_UP);
  const start = progress.now();
  let steps = 0;
  while (steps < LEAST_STEPS || progress.now() - start < time) {
    await train(group);
    steps += group;
  }
  const step = (progress.now() - start) / 1000 / steps;
  if (options.scoreEvery === 0 || !canScore(run)) {
    return { pace: { step, score: 0 } };
  }
  const scorer = await openRunScorer(run, progress);
  const before = progress.now();
  await scorer.score(trainer);
  return {
    pace: { step, score: (progress.now() - before) / 1000 },
    scorer,
  };
}

/** How often a run is scored between two steps, and at its end. */
function scoresBetween(
  first: number,
  last: number,
  { scoreEvery, batch }: TrainOptions,
): number {
  if (scoreEvery === 0) return 0;
  const passed = (step: number) => Math.floor(step * batch / scoreEvery);
  const isScored = passed(last) > passed(last - 1);
  return passed(last) - passed(first) + (isScored ? 0 : 1);
}

/** A run whose length has been planned. */
export interface PlannedRun {
  /** Its options, with the length in images. */
  readonly options: TrainOptions;
  /** Trains it from the step and the state before the trial. */
  readonly trainer: Trainer;
  /** What it is scored by. */
  readonly scorer?: RunScorer;
  /** Images a second that were planned with. */
  readonly imagesPerSecond: number;
  /** When it will be over. */
  readonly end: Date;
}

/**
 * Plans a run to end at a time: tries how fast it is, and puts everything back
 * as it was. The length is fixed in images, so that the run is the same as one
 * that was started with `--images`.
 *
 * @param run The run, ready for its next step.
 * @param state State of its engine.
 * @param until The time, by the clock of `progress`.
 * @param progress Where to show what happens.
 * @param suit Fits other options to a length; by default they stay.
 * @throws {UserError} If there is no time for a single step.
 */
export async function planRun(
  run: ScoredPictures,
  state: Tensors,
  until: number,
  progress: ProgressLine,
  suit: (options: TrainOptions) => TrainOptions = (options) => options,
): Promise<PlannedRun> {
  const { trainer, options: { batch } } = run;
  const { step, augmentProbability, engine, programs } = trainer;
  const left = () => (until - progress.now()) / 1000;
  const { pace, scorer } = await measurePace(run, left(), progress);
  progress.end();
  const ofLength = (steps: number) =>
    suit({ ...run.options, images: (step + steps) * batch, epochs: null });
  const seconds = left();
  const plan = planSteps(
    seconds,
    pace,
    (steps) => scoresBetween(step, step + steps, ofLength(steps)),
  );
  if (plan.seconds > seconds) {
    throw new UserError(
      `--minutes is too short: preparing, a first step and scores take ${
        formatDuration(Math.ceil(plan.seconds - seconds))
      } more`,
    );
  }
  const options = ofLength(plan.steps);
  const setup = trainerOptions(options, trainer.options.classes);
  await engine.setState(state);
  return {
    options,
    trainer: new Trainer(engine, programs, setup, {
      step,
      augmentProbability,
    }),
    ...scorer && { scorer },
    imagesPerSecond: batch / pace.step,
    end: new Date(Date.now() + 1000 * plan.seconds),
  };
}
