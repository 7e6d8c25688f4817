/**
 * The checkpoints of a run: the last one and the one before it, so that a file
 * that is damaged costs some images and not the run.
 *
 * @module
 */

import { UserError } from "../../core/user_error.ts";
import { writeError } from "../../core/write_error.ts";
import {
  type Checkpoint,
  readCheckpoint,
  writeCheckpoint,
} from "./checkpoint.ts";
import type { RunFolder } from "./run_folder.ts";
import type { Trainer } from "../step/trainer.ts";
import { freeTensors } from "../tensors/free.ts";

/**
 * The checkpoint of a run as it is now.
 *
 * @param trainer What is trained.
 */
export async function takeCheckpoint(trainer: Trainer): Promise<Checkpoint> {
  return {
    state: await trainer.engine.getState(),
    step: trainer.step,
    seed: trainer.options.seed,
    augmentProbability: trainer.augmentProbability,
    device: trainer.engine.device,
  };
}

/** A checkpoint of a run that can be used. */
export interface FoundCheckpoint {
  /** Its content. */
  readonly checkpoint: Checkpoint;
  /** Path of its file. */
  readonly file: string;
  /** Why it is not the last one, if it is not. */
  readonly problem?: string;
}

/**
 * Writes a checkpoint of a run. The one before it becomes the previous one;
 * whenever the process or the machine stops, at least one of them is whole.
 *
 * @param folder The run's folder.
 * @param checkpoint What to write; the memory of its state is freed.
 * @throws {WriteError} If it cannot be written; those before it are kept.
 */
export async function saveCheckpoint(
  folder: RunFolder,
  checkpoint: Checkpoint,
): Promise<void> {
  await writeCheckpoint(folder.checkpoint, checkpoint, {
    keep: folder.previous,
  });
  freeTensors(checkpoint.state);
}

/** Reads a checkpoint; a refusal is returned, not thrown. */
async function tryToRead(path: string): Promise<Checkpoint | UserError> {
  try {
    return await readCheckpoint(path);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

/**
 * Reads the last checkpoint of a run that can be used.
 *
 * @param folder The run's folder.
 * @throws {UserError} If neither the last nor the previous one can be used.
 */
export async function readRunCheckpoint(
  folder: RunFolder,
): Promise<FoundCheckpoint> {
  const last = await tryToRead(folder.checkpoint);
  if (!(last instanceof UserError)) {
    return { checkpoint: last, file: folder.checkpoint };
  }
  const previous = await tryToRead(folder.previous);
  if (!(previous instanceof UserError)) {
    return {
      checkpoint: previous,
      file: folder.previous,
      problem: last.message,
    };
  }
  throw new UserError(
    `${folder.path} has no usable checkpoint: ${last.message}; ${previous.message}`,
  );
}

/**
 * Tells in a line that the previous checkpoint is used instead of the last.
 *
 * @param found What was found; nothing is told if it is the last one.
 * @param warn Prints the line.
 */
export function warnOfPrevious(
  { checkpoint, file, problem }: FoundCheckpoint,
  warn: (line: string) => void,
): void {
  if (problem === undefined) return;
  warn(
    `warning: ${problem}; ${file}, of step ${checkpoint.step}, is used instead`,
  );
}

/**
 * Puts the last checkpoint of a run aside, so that it does not replace the
 * previous one, which is good, when the next is written.
 *
 * @param folder The run's folder.
 * @returns Whether there was one.
 * @throws {WriteError} If it cannot be renamed.
 */
export async function putAside(folder: RunFolder): Promise<boolean> {
  try {
    await Deno.rename(folder.checkpoint, folder.damaged);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw writeError(folder.damaged, error);
  }
}
