/**
 * The training loop.
 *
 * @module
 */

import { UserError } from "../../core/user_error.ts";
import { BatchSequence } from "../data/batches.ts";
import type { Dataset } from "../data/dataset.ts";
import type { TrainOptions } from "../options.ts";
import { writeCheckpoint } from "./checkpoint.ts";
import { type LogEntry, openLog } from "./log.ts";
import type { ProgressLine } from "./progress.ts";
import type { RunFolder } from "./run_folder.ts";
import { writeSampleGrid } from "./sample_grid.ts";
import { learningRates } from "./schedule.ts";
import { ScoreKeeper } from "./score_keeper.ts";
import { SpeedMeter } from "./speed.ts";
import type { Losses, Trainer } from "./trainer.ts";

/** What a loop works with. */
export interface Run {
  /** Trains one batch at a time. */
  readonly trainer: Trainer;
  /** Pictures to train on. */
  readonly dataset: Dataset;
  /** Pictures that are kept out of training, to score with. */
  readonly heldOut: Dataset;
  /** Options of the run. */
  readonly options: TrainOptions;
  /** Where everything is written. */
  readonly folder: RunFolder;
  /** Where progress is shown. */
  readonly progress: ProgressLine;
  /** Ends the loop after the step in progress. */
  readonly signal: AbortSignal;
}

function eventLoopTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** Whether a number of images was passed in the last step. */
function passed(every: number, images: number, batch: number): boolean {
  return every > 0 &&
    Math.floor(images / every) > Math.floor((images - batch) / every);
}

/** Writes a checkpoint of the run as it is now. */
async function save({ trainer, folder }: Run): Promise<void> {
  await writeCheckpoint(folder.checkpoint, {
    state: await trainer.engine.getState(),
    step: trainer.step,
    seed: trainer.options.seed,
    augmentProbability: trainer.augmentProbability,
    device: trainer.engine.device,
  });
}

/** Stops a run whose numbers no longer are any; its checkpoint is kept. */
function checkFinite(losses: Losses, { trainer, folder, options }: Run): void {
  if (Object.values(losses).every(Number.isFinite)) return;
  const goOn = options.saveEvery > 0 && trainer.imagesSeen > options.saveEvery
    ? `${folder.checkpoint} is from before that`
    : "no checkpoint was written before that";
  throw new UserError(
    `training broke down: a loss of step ${trainer.step} is not a number; ${goOn}; a lower --lr than ${options.lr} helps`,
  );
}

/**
 * Trains until the last epoch is done, KID has not improved for as long as the
 * options allow, or the signal comes; then writes a checkpoint and a grid,
 * unless those of the last step are there already.
 *
 * @param run What to train, on what, and where to write.
 * @returns Whether it came to its end, and not to an interrupt.
 * @throws {UserError} If the run's folder cannot be written to any more, or a
 * loss is no longer a number.
 *
 * @example
 * ```ts ignore
 * import { trainLoop } from "edge-dcgan/train/run/loop.ts";
 *
 * const finished = await trainLoop(run);
 * ```
 */
export async function trainLoop(run: Run): Promise<boolean> {
  const { trainer, dataset, options, folder, progress, signal } = run;
  const { batch, epochs } = options;
  const batches = new BatchSequence(dataset, options);
  const steps = batches.stepsPerEpoch * epochs;
  const log = await openLog<LogEntry>(folder.log, trainer.step);
  const keeper = await ScoreKeeper.open(run);
  const speed = new SpeedMeter();
  // A new run is saved even if it stops before its first step, so that it can
  // be resumed.
  let isSaved = trainer.step > 0;
  let isDrawn = isSaved;
  const score = async () => {
    if (keeper === undefined || keeper.isDone || !await keeper.score()) return;
    // The checkpoint is never older than the best generator.
    if (!isSaved) await save(run);
    isSaved = true;
    await keeper.saveBest();
  };
  try {
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
      const rates = learningRates(options, epoch);
      const { augmentProbability } = trainer;
      const losses = await trainer.train(batches.at(trainer.step), rates);
      checkFinite(losses, run);
      isSaved = isDrawn = false;

      const seconds = (performance.now() - start) / 1000;
      const imagesPerSecond = speed.add(batch, seconds);
      log.append({
        step: trainer.step,
        images: trainer.imagesSeen,
        epoch: epoch + 1,
        lr: rates.generator,
        lr_d: rates.discriminator,
        loss_d: (losses.real + losses.fake) / 2,
        loss_d_real: losses.real,
        loss_d_fake: losses.fake,
        loss_g: losses.generator,
        d_real: losses.probabilityReal,
        d_fake: losses.probabilityFake,
        ...options.augment.length > 0 && { augment: augmentProbability },
        seconds: Number(seconds.toFixed(4)),
      });
      progress.show({
        step: trainer.step,
        steps,
        batch,
        epoch: epoch + 1,
        epochs,
        losses,
        imagesPerSecond,
        ...keeper?.last && { kid: keeper.last.kid },
      });
      if (passed(options.gridEvery, trainer.imagesSeen, batch)) {
        await writeSampleGrid(trainer, folder.path);
        isDrawn = true;
      }
      if (passed(options.saveEvery, trainer.imagesSeen, batch)) {
        await save(run);
        isSaved = true;
      }
      if (passed(options.scoreEvery, trainer.imagesSeen, batch)) await score();
    }
    const isFinished = trainer.step >= steps || keeper?.isStale === true;
    if (isFinished) await score();
    progress.end();
    if (keeper?.isStale) progress.print(`stopped early: ${keeper.bestInWords}`);
    if (!isSaved) await save(run);
    if (!isDrawn) await writeSampleGrid(trainer, folder.path);
    return isFinished && !signal.aborted;
  } catch (error) {
    // Only the file system's errors have a code: the disk is full, or the
    // folder is gone.
    if (!(error instanceof Error && "code" in error)) throw error;
    throw new UserError(`cannot write to ${folder.path}: ${error.message}`);
  } finally {
    keeper?.close();
    log.close();
  }
}
