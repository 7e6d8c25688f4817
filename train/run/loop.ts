/**
 * The training loop.
 *
 * @module
 */

import { eventLoopTurn } from "../../core/event_loop.ts";
import { exists } from "../../core/exists.ts";
import { BatchSequence } from "../data/batches.ts";
import type { TrainOptions } from "../options/fields.ts";
import { NotFiniteError } from "../tensors/finite.ts";
import { type LogEntry, openLog } from "../record/log.ts";
import { Estimate } from "./estimate.ts";
import type { RunObserver } from "./observer.ts";
import type { ProgressLine } from "./progress.ts";
import { saveCheckpoint, takeCheckpoint } from "../record/run_checkpoint.ts";
import { runLength } from "./run_length.ts";
import { samplePath, writeSampleGrid } from "../record/sample_grid.ts";
import { type LearningRates, learningRates } from "../step/schedule.ts";
import { ScoreKeeper } from "./score_keeper.ts";
import { SpeedMeter } from "./speed.ts";
import type { StartedRun } from "./start.ts";
import { StepLosses } from "./step_losses.ts";
import type { Losses } from "../step/trainer.ts";
import { withWayOn } from "./way_on.ts";

/** What a loop works with. */
export interface Run extends Omit<StartedRun, "lock"> {
  /** Where progress is shown. */
  readonly progress: ProgressLine;
  /** Is told what happens. */
  readonly observer?: RunObserver;
  /** Ends the loop after the step in progress. */
  readonly signal: AbortSignal;
}

/** A step whose losses are not read yet. */
interface SubmittedStep {
  readonly step: number;
  readonly epoch: number;
  readonly rates: LearningRates;
  readonly augmentProbability: number;
}

/** Whether a number of images was passed in the last step. */
function passed(every: number, images: number, batch: number): boolean {
  return every > 0 &&
    Math.floor(images / every) > Math.floor((images - batch) / every);
}

/** Images of the first grids: at the start of a run they differ most. */
const FIRST_GRIDS = [500, 1000, 2000, 5000];

/** Whether a grid is due after the last step. */
function isGridDue(every: number, images: number, batch: number): boolean {
  return passed(every, images, batch) ||
    every > 0 &&
      FIRST_GRIDS.some((first) => images >= first && images - batch < first);
}

/** Draws a grid of the run as it is now. */
async function draw({ trainer, folder, observer }: Run): Promise<void> {
  const path = await writeSampleGrid(trainer, folder.path);
  await observer?.gridDrawn(trainer.step, path);
}

/** Stops a run whose numbers no longer are any; its checkpoint is kept. */
function checkFinite(losses: Losses, step: number): void {
  if (Object.values(losses).every(Number.isFinite)) return;
  throw new NotFiniteError(
    `training broke down: a loss of step ${step} is not a number`,
  );
}

/** What the log has of a step. */
function logEntry(
  { step, epoch, rates, augmentProbability }: SubmittedStep,
  losses: Losses,
  seconds: number,
  { batch, augment }: TrainOptions,
): LogEntry {
  return {
    step,
    images: step * batch,
    epoch: epoch + 1,
    lr: rates.generator,
    lr_d: rates.discriminator,
    loss_d: (losses.real + losses.fake) / 2,
    loss_d_real: losses.real,
    loss_d_fake: losses.fake,
    loss_g: losses.generator,
    d_real: losses.probabilityReal,
    d_fake: losses.probabilityFake,
    ...augment.length > 0 && { augment: augmentProbability },
    seconds: Number(seconds.toFixed(4)),
  };
}

/**
 * Trains until the last step is done, KID has not improved for as long as the
 * options allow, or the signal comes; then writes a checkpoint and a grid,
 * unless those of the last step are there already.
 *
 * @param run What to train, on what, and where to write.
 * @returns Whether it came to its end, and not to an interrupt.
 * @throws {UserError} If the run's folder cannot be written to any more, the
 * device is lost, or a loss, a weight or a statistic is no longer finite.
 */
export async function trainLoop(run: Run): Promise<boolean> {
  try {
    return await trainSteps(run);
  } catch (error) {
    throw await withWayOn(error, run.folder, run.trainer, run.options);
  }
}

async function trainSteps(run: Run): Promise<boolean> {
  const { trainer, dataset, options, folder, progress, observer, signal } = run;
  const { batch } = options;
  const batches = new BatchSequence(dataset, options);
  const { steps, scheduleTime } = runLength(options, batches.stepsPerEpoch);
  const log = await openLog<LogEntry>(folder.log, trainer.step);
  const keeper = await ScoreKeeper.open({
    ...run,
    ...run.plan?.scorer && { scorer: run.plan.scorer },
  });
  const speed = new SpeedMeter();
  // A plan says it already.
  const estimate = run.plan ? undefined : new Estimate(progress);
  // What was started or resumed is in a checkpoint.
  let savedStep = trainer.step;
  let isDrawn = await exists(samplePath(trainer, folder.path));
  const done = (submitted: SubmittedStep, losses: Losses, seconds: number) => {
    const { step } = submitted;
    checkFinite(losses, step);
    const imagesPerSecond = speed.add(batch, seconds);
    const entry = logEntry(submitted, losses, seconds, options);
    log.append(entry);
    observer?.stepDone(entry, imagesPerSecond);
    const kid = keeper?.last?.scores["kid"];
    progress.show({
      step,
      steps,
      batch,
      epoch: entry.epoch,
      epochs: Math.ceil(steps / batches.stepsPerEpoch),
      losses,
      imagesPerSecond,
      ...kid !== undefined && { kid },
    });
    estimate?.stepDone((steps - step) * batch, imagesPerSecond);
  };
  const stepLosses = new StepLosses(trainer, options.logEvery, done);
  const save = async () => {
    if (savedStep === trainer.step) return;
    log.flush();
    await saveCheckpoint(folder, await takeCheckpoint(trainer));
    savedStep = trainer.step;
  };
  const score = async () => {
    if (keeper === undefined || keeper.isDone) return;
    const isBest = await keeper.score();
    await observer?.scored();
    if (!isBest) return;
    // The checkpoint is never older than the best generator.
    await save();
    await keeper.saveBest();
  };
  try {
    if (trainer.step === 0 && options.gridEvery > 0 && !isDrawn) {
      await draw(run);
      isDrawn = true;
    }
    // An interrupt may have left these undone.
    if (trainer.step > 0) {
      if (keeper?.best?.step === trainer.step) await keeper.saveBest();
      if (passed(options.scoreEvery, trainer.imagesSeen, batch)) await score();
    }
    while (trainer.step < steps && !keeper?.isStale) {
      // The WASM engine never waits for anything, so without a turn of the
      // event loop no signal would ever arrive.
      await eventLoopTurn();
      if (signal.aborted) break;
      const start = performance.now();
      const epoch = Math.floor(trainer.step / batches.stepsPerEpoch);
      const rates = learningRates(options, scheduleTime(trainer.step));
      const { augmentProbability } = trainer;
      const pending = await trainer.train(
        batches.at(trainer.step),
        rates,
        batches.labelsAt(trainer.step),
      );
      isDrawn = false;

      const seconds = (performance.now() - start) / 1000;
      const { step, imagesSeen } = trainer;
      await stepLosses.add(
        { step, epoch, rates, augmentProbability },
        pending,
        seconds,
      );
      const gridDue = isGridDue(options.gridEvery, imagesSeen, batch);
      const saveDue = passed(options.saveEvery, imagesSeen, batch);
      const scoreDue = passed(options.scoreEvery, imagesSeen, batch);
      // What is written then has all losses before it in the log.
      if (gridDue || saveDue || scoreDue) await stepLosses.read();
      if (gridDue) {
        await draw(run);
        isDrawn = true;
      }
      if (saveDue) await save();
      if (scoreDue) await score();
    }
    await stepLosses.read();
    const isFinished = trainer.step >= steps || keeper?.isStale === true;
    if (isFinished) await score();
    progress.end();
    if (keeper?.isStale) progress.print(`stopped early: ${keeper.bestInWords}`);
    await save();
    if (!isDrawn) await draw(run);
    return isFinished && !signal.aborted;
  } finally {
    keeper?.close();
    log.close();
  }
}
