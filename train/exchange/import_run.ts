/**
 * Networks from elsewhere as the start of a run.
 *
 * @module
 */

import type { Tensors } from "../tensors/tensor.ts";
import { UserError } from "../../core/user_error.ts";
import { chooseDevice } from "../engine/open_engine.ts";
import type { Architecture } from "../model/architecture.ts";
import { averageName } from "../model/ema.ts";
import { classCount } from "../model/tensors.ts";
import {
  parseTrainOptions,
  resolveTrainOptions,
  type TrainRequest,
} from "../options/train_options.ts";
import type { ProgressLine } from "../run/progress.ts";
import type { RunFolder } from "../record/run_folder.ts";
import { startRun } from "../run/start.ts";
import { initialState } from "../step/programs.ts";
import { trainerOptions } from "../step/trainer_options.ts";

/** Options of training that the networks decide, and those of other runs. */
const DECIDED = ["d", "size", "init", "resume", "dryRun"] as const;

/**
 * Reads the options of training for a run that starts from given networks.
 *
 * @param args The arguments, without those that the networks decide.
 * @param architecture Size of the networks.
 * @throws {UserError} With exit code 2 if an argument is not allowed.
 */
export function parseRunOptions(
  args: readonly string[],
  { d, height, width }: Architecture,
): TrainRequest {
  const { given } = parseTrainOptions(args);
  const decided = DECIDED.find((name) => given.has(name));
  if (decided !== undefined) {
    const name = decided === "dryRun" ? "dry-run" : decided;
    throw new UserError(
      `--${name} cannot be given behind --: the networks are those of the files`,
      2,
    );
  }
  return parseTrainOptions([
    ...args,
    ...["--d", `${d}`, "--size", `${height}x${width}`],
  ]);
}

/**
 * Makes the folder of a run whose first step starts from given networks. The
 * optimizer starts anew, and so does the moving average.
 *
 * @param request Options of the run, from {@linkcode parseRunOptions}.
 * @param networks Tensors of both networks, `G.*` and `D.*`.
 * @param progress Where to tell what happens.
 * @returns The folder; `deno task train --resume` goes on from it.
 * @throws {UserError} If the pictures, the device or the folder cannot be had.
 */
export async function importRun(
  request: TrainRequest,
  networks: Tensors,
  progress: ProgressLine,
): Promise<RunFolder> {
  const { device, warning } = await chooseDevice(request.values.device);
  if (warning !== undefined) progress.print(`warning: ${warning}`);
  const options = resolveTrainOptions(request, { gpu: device === "webgpu" });
  const classes = Array.from(
    { length: classCount(networks) },
    (_, index) => ({ name: `${index}` }),
  );
  const setup = trainerOptions(
    options,
    classes.length > 0 ? classes : undefined,
  );
  const state = initialState(setup, options.init);
  for (const [name, tensor] of networks) {
    for (const own of [name, averageName(name)]) {
      if (state.has(own)) state.set(own, tensor);
    }
  }
  const run = await startRun(options, device, progress, {
    given: request.given,
    state,
  });
  using _lock = run.lock;
  await run.trainer.engine.release();
  return run.folder;
}
