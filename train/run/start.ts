/**
 * What comes before the first step of a run: choosing the device, reading the
 * pictures, compiling, and the state to start from.
 *
 * @module
 */

import type { Classes } from "../../core/classes.ts";
import type { StartedFrom } from "../../core/generator/generator_card.ts";
import { UserError } from "../../core/user_error.ts";
import type { Device } from "../engine/engine.ts";
import { openEngine } from "../engine/open_engine.ts";
import { classCount } from "../model/tensors.ts";
import type { TrainOptions } from "../options/fields.ts";
import type { Checkpoint } from "../record/checkpoint.ts";
import { datasetCard, writeDatasetCard } from "../record/dataset_card.ts";
import { saveCheckpoint, takeCheckpoint } from "../record/run_checkpoint.ts";
import {
  checkRunsFolder,
  createRunFolder,
  type RunFolder,
  runLabel,
  writeRunOptions,
} from "../record/run_folder.ts";
import { lockRun } from "../record/run_lock.ts";
import { compilePrograms, initialState } from "../step/programs.ts";
import { Trainer } from "../step/trainer.ts";
import { trainerOptions } from "../step/trainer_options.ts";
import { freeTensors } from "../tensors/free.ts";
import type { Tensors } from "../tensors/tensor.ts";
import { type PlannedRun, planRun } from "./plan.ts";
import type { ProgressLine } from "./progress.ts";
import { keepOut, readDataset } from "./read_pictures.ts";
import type { ScoredPictures } from "./run_scorer.ts";
import { suitedOptions } from "./suited_options.ts";

/** A run that is ready for its next step. */
export interface StartedRun extends ScoredPictures {
  /** Where everything is written. */
  readonly folder: RunFolder;
  /** Keeps other processes from training it, until it is disposed of. */
  readonly lock: Disposable;
  /** How its length was planned, if it was; with what it is scored by. */
  readonly plan?: PlannedRun;
}

/**
 * Compiles a run's programs and opens an engine for them.
 *
 * @param options Options of the run.
 * @param device Device to open.
 * @param state State to start from; drawn from the seed by default.
 * @param start What else a checkpoint says of where to go on.
 * @param classes Classes of its pictures, if it is conditional.
 * @throws {UserError} If the device cannot be opened.
 */
export async function openTrainer(
  options: TrainOptions,
  device: Device,
  state?: Tensors,
  start?: Partial<Pick<Checkpoint, "step" | "augmentProbability">>,
  classes?: Classes,
): Promise<Trainer> {
  const setup = trainerOptions(options, classes);
  const programs = compilePrograms(setup);
  const engine = await openEngine(
    device,
    Object.values(programs),
    options.threads ?? undefined,
  );
  await engine.setState(state ?? initialState(setup, options.init));
  return new Trainer(engine, programs, setup, start);
}

/**
 * Starts a new run: its folder, its pictures and its initial state, which it
 * saves. Should that fail, there is no folder.
 *
 * @param requested Options of the run.
 * @param device Device to train on.
 * @param progress Where to print what happens.
 * @param setup `given`: names of the options that were given, in camel case;
 * others are fitted to the number of pictures. Without it none are. `state`:
 * state before the first step; drawn from the seed by default. `from`: where it
 * comes from, if from elsewhere. `classes`: names of the classes there, in
 * order, where they are known. `until`: when it is to end, by the clock of
 * `progress`, in place of the length in the options.
 * @throws {UserError} If the pictures, the device or the folder cannot be had.
 */
export async function startRun(
  requested: TrainOptions,
  device: Device,
  progress: ProgressLine,
  { given, state, from, classes: names, until }: {
    given?: ReadonlySet<string>;
    state?: Tensors;
    from?: StartedFrom;
    classes?: readonly string[];
    until?: number;
  } = {},
): Promise<StartedRun> {
  await checkRunsFolder(requested.runs);
  const found = await readDataset(requested, progress);
  const { count } = found;
  const suit = (options: TrainOptions) =>
    given === undefined
      ? { options, chosen: [] }
      : suitedOptions(options, given, count);
  const suited = suit(requested);
  const pictures = keepOut(found, suited.options, progress);
  const { training: dataset, heldOut } = pictures;
  const card = datasetCard(pictures, from);
  const { classes } = card;
  if (state !== undefined) checkClasses(state, classes, names);
  const start = state ?? initialState(
    trainerOptions(suited.options, classes),
    requested.init,
  );
  const opened = await openTrainer(
    suited.options,
    device,
    start,
    {},
    classes,
  );
  const plan = until === undefined ? undefined : await planRun(
    { trainer: opened, dataset, heldOut, options: requested },
    start,
    until,
    progress,
    (options) => suit(options).options,
  );
  if (state === undefined) freeTensors(start);
  const { options, chosen } = plan === undefined
    ? suited
    : suit({ ...requested, images: plan.options.images, epochs: null });
  if (chosen.length > 0) {
    progress.print(`chosen for ${count} pictures: ${chosen.join("; ")}`);
  }
  const trainer = plan?.trainer ?? opened;
  const label = runLabel(options, dataset.name);
  const folder = await createRunFolder(options, label);
  let lock: Disposable | undefined;
  try {
    lock = await lockRun(folder);
    await writeDatasetCard(folder.dataset, card);
    await saveCheckpoint(folder, await takeCheckpoint(trainer));
    // Last, so that whatever looks like a run can be resumed.
    await writeRunOptions(folder, options);
    return {
      ...{ options, dataset, heldOut, trainer, folder, lock },
      ...plan && { plan },
    };
  } catch (error) {
    lock?.[Symbol.dispose]();
    await Deno.remove(folder.path, { recursive: true });
    throw error;
  }
}

/**
 * Checks that networks from elsewhere have the classes of the pictures.
 *
 * @param state Their tensors.
 * @param classes The classes, if the pictures are labelled.
 * @param names What the networks' classes are called, if that is known.
 * @throws {UserError} If they have not as many, or others.
 */
export function checkClasses(
  state: Tensors,
  classes: Classes = [],
  names?: readonly string[],
): void {
  const count = classCount(state);
  if (count !== classes.length) {
    const has = (count: number) =>
      count === 0 ? "no classes" : `${count} classes`;
    const advice = count === 0
      ? "leave --labels out"
      : classes.length === 0
      ? "--labels says which classes pictures are of"
      : "they must have the same names in the same order";
    throw new UserError(
      `--from: the networks have ${has(count)}, the pictures ${
        has(classes.length)
      }: ${advice}`,
    );
  }
  classes.forEach(({ name }, index) => {
    const known = names?.[index] ?? name;
    if (known === name) return;
    throw new UserError(
      `--from: class ${
        index + 1
      } of the networks is "${known}", of the pictures "${name}": they must have the same names in the same order`,
    );
  });
}
