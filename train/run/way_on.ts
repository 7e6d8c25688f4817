import { taskCommand } from "../../core/command_line/task_command.ts";
import { UserError } from "../../core/user_error.ts";
import { WriteError } from "../../core/write_error.ts";
import { DeviceError } from "../engine/device_error.ts";
import type { TrainOptions } from "../options/fields.ts";
import { NotFiniteError } from "../tensors/finite.ts";
import {
  type FoundCheckpoint,
  readRunCheckpoint,
  saveCheckpoint,
  takeCheckpoint,
} from "../record/run_checkpoint.ts";
import type { RunFolder } from "../record/run_folder.ts";
import { halfRate } from "../step/schedule.ts";
import type { Trainer } from "../step/trainer.ts";

/**
 * Adds to an error that ended a run what is left of the run and how to go on.
 * If a file other than the checkpoint could not be written, a checkpoint is
 * tried first: a picture is no reason to lose hours.
 *
 * @param error What was thrown.
 * @param folder The run's folder.
 * @param trainer What was trained.
 * @param options Options of the run.
 * @returns An error with a line for the user; the error itself if it is neither
 * a {@linkcode WriteError}, a {@linkcode DeviceError} nor a
 * {@linkcode NotFiniteError}.
 */
export async function withWayOn(
  error: unknown,
  folder: RunFolder,
  trainer: Trainer,
  options: TrainOptions,
): Promise<unknown> {
  const isWrite = error instanceof WriteError;
  const isBroken = error instanceof NotFiniteError;
  if (!isWrite && !isBroken && !(error instanceof DeviceError)) return error;
  let found = await find(folder);
  if (
    isWrite && error.path !== folder.checkpoint &&
    found?.checkpoint.step !== trainer.step
  ) {
    try {
      await saveCheckpoint(folder, await takeCheckpoint(trainer));
      found = await find(folder);
    } catch {
      // The first error says what is wrong.
    }
  }
  const wayOn = found === undefined
    ? "there is no checkpoint to go on from"
    : `${found.file} is of step ${found.checkpoint.step}; to go on${
      isBroken ? " at half the learning rate" : ""
    }: ${
      taskCommand(
        "train",
        "--resume",
        folder.path,
        ...isBroken ? halved(options) : [],
      )
    }`;
  return new UserError(`${error.message}; ${wayOn}`);
}

/** The options for half of both learning rates. */
function halved({ lr, lrD }: TrainOptions): string[] {
  return ["--lr", `${halfRate(lr)}`, "--lr-d", `${halfRate(lrD)}`];
}

async function find(folder: RunFolder): Promise<FoundCheckpoint | undefined> {
  try {
    return await readRunCheckpoint(folder);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
