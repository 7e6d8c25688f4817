/**
 * Going on with a run from its checkpoint.
 *
 * @module
 */

import type { Classes } from "../../core/classes.ts";
import { UserError } from "../../core/user_error.ts";
import { BatchSequence } from "../data/batches.ts";
import type { Dataset } from "../data/dataset.ts";
import type { SplitDataset } from "../data/held_out.ts";
import type { Device } from "../engine/engine.ts";
import { tensorOfShape } from "../model/tensor_of_shape.ts";
import type { TrainOptions } from "../options/fields.ts";
import type { Checkpoint } from "../record/checkpoint.ts";
import { datasetCard, readDatasetCard } from "../record/dataset_card.ts";
import { type LogEntry, readEntries } from "../record/log.ts";
import {
  putAside,
  readRunCheckpoint,
  warnOfPrevious,
} from "../record/run_checkpoint.ts";
import {
  removeLeftovers,
  type RunFolder,
  writeRunOptions,
} from "../record/run_folder.ts";
import { lockRun } from "../record/run_lock.ts";
import { initialState } from "../step/programs.ts";
import { trainerOptions } from "../step/trainer_options.ts";
import type { Tensors } from "../tensors/tensor.ts";
import { planRun } from "./plan.ts";
import type { ProgressLine } from "./progress.ts";
import {
  type PictureOptions,
  readPictures,
  type Rights,
} from "./read_pictures.ts";
import { runLength } from "./run_length.ts";
import { freeTensors } from "../tensors/free.ts";
import { openTrainer, type StartedRun } from "./start.ts";

/** Checks that a checkpoint has the tensors that the options ask for. */
function checkState(
  state: Tensors,
  options: TrainOptions,
  classes: Classes | undefined,
  file: string,
): void {
  const setup = trainerOptions(options, classes);
  for (const [name, { shape }] of initialState(setup, options.init)) {
    tensorOfShape(
      state.get(name),
      shape,
      `${file} is damaged: its tensor ${name}`,
      "the options ask for",
    );
  }
}

/** Tells what is trained once more, since no checkpoint has it. */
async function tellRepeated(
  { log }: RunFolder,
  { step }: Checkpoint,
  { batch }: TrainOptions,
  progress: ProgressLine,
): Promise<void> {
  const last = (await readEntries<LogEntry>(log)).at(-1);
  const images = batch * ((last?.step ?? 0) - step);
  if (images <= 0) return;
  progress.print(
    `the last ${images} images were not saved: they are shown again, from step ${step} on`,
  );
}

/**
 * Goes on with a run from its checkpoint. What changed in its options is kept,
 * as they say what the run was trained with.
 *
 * @param folder The run's folder.
 * @param options Options of the run, with what changed.
 * @param device Device to train on.
 * @param progress Where to tell what happens.
 * @param until When it is to end, by the clock of `progress`, in place of the
 * length in the options.
 * @throws {UserError} If another process trains it, neither of its checkpoints
 * can be used, or the pictures are not those it was trained on.
 */
export async function resumeRun(
  folder: RunFolder,
  options: TrainOptions,
  device: Device,
  progress: ProgressLine,
  until?: number,
): Promise<StartedRun> {
  const lock = await lockRun(folder);
  try {
    return { ...await reopen(folder, options, device, progress, until), lock };
  } catch (error) {
    lock[Symbol.dispose]();
    throw error;
  }
}

/** Reads the pictures of a run that is resumed. */
async function readAgain(
  options: PictureOptions & Rights,
  progress: ProgressLine,
): Promise<SplitDataset> {
  try {
    return await readPictures(options, progress);
  } catch (error) {
    // Options that do not go together do not do so elsewhere, either.
    if (!(error instanceof UserError) || error.exitCode === 2) throw error;
    const moved = error.message.startsWith("--labels ")
      ? "the labels have moved, --labels"
      : "the pictures have moved, --data";
    throw new UserError(
      `${error.message}; where ${moved} says where they are`,
      error.exitCode,
    );
  }
}

/** Checks that a run is not asked to be shorter than it is. */
function checkLength(
  { step }: Checkpoint,
  options: TrainOptions,
  pictures: Dataset,
): void {
  const { stepsPerEpoch } = new BatchSequence(pictures, options);
  if (step <= runLength(options, stepsPerEpoch).steps) return;
  const { images, epochs, batch } = options;
  const flag = images === null ? `--epochs ${epochs}` : `--images ${images}`;
  throw new UserError(
    `${flag}: the run has shown ${step * batch} images, and must be longer`,
    2,
  );
}

/** {@linkcode resumeRun} once the run is locked. */
async function reopen(
  folder: RunFolder,
  requested: TrainOptions,
  device: Device,
  progress: ProgressLine,
  until?: number,
): Promise<Omit<StartedRun, "lock">> {
  await removeLeftovers(folder);
  const found = await readRunCheckpoint(folder);
  warnOfPrevious(found, (line) => progress.print(line));
  const { checkpoint, file } = found;
  const { state, seed } = checkpoint;
  if (seed !== requested.seed) {
    throw new UserError(
      `${folder.options} is damaged: its seed is ${requested.seed}, the checkpoint's is ${seed}`,
    );
  }
  const before = await readDatasetCard(folder.dataset);
  const { classes } = before;
  checkState(state, requested, classes, file);
  // A run from before there were conditional ones is none.
  const unlabelled = classes === undefined;
  const pictures = await readAgain({ ...requested, unlabelled }, progress);
  const now = datasetCard(pictures);
  if (now.fingerprint !== before.fingerprint) {
    throw new UserError(
      `${requested.data}: the pictures are not those that ${folder.path} was trained on (${before.count} then, ${now.count} now): start a new run`,
    );
  }
  const { training: dataset, heldOut } = pictures;
  if (until === undefined) checkLength(checkpoint, requested, dataset);
  const opened = await openTrainer(
    requested,
    device,
    state,
    checkpoint,
    classes,
  );
  const plan = until === undefined ? undefined : await planRun(
    { trainer: opened, dataset, heldOut, options: requested },
    state,
    until,
    progress,
  );
  freeTensors(state);
  const { trainer, options } = plan ??
    { trainer: opened, options: requested };
  if (found.problem !== undefined && await putAside(folder)) {
    progress.print(`the damaged checkpoint is kept as ${folder.damaged}`);
  }
  await tellRepeated(folder, checkpoint, options, progress);
  await writeRunOptions(folder, options);
  return { options, dataset, heldOut, trainer, folder, ...plan && { plan } };
}
