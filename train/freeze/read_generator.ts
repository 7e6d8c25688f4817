import { exists } from "../../core/exists.ts";
import type { Tensors } from "../tensors/tensor.ts";
import type { TrainOptions } from "../options/fields.ts";
import { averageName } from "../model/ema.ts";
import { generatorTensors } from "../model/tensors.ts";
import { readCheckpoint } from "../record/checkpoint.ts";
import { networkState } from "../record/network_state.ts";
import { readRunCheckpoint, warnOfPrevious } from "../record/run_checkpoint.ts";
import type { RunFolder } from "../record/run_folder.ts";
import type { TrainerOptions } from "../step/trainer_options.ts";

/** Which generator of a run: the one with the best KID, or the last. */
export type Moment = "best" | "last";

/**
 * Which generator of a run is frozen where none is asked for.
 *
 * @param options Options of the run: whether it is still scored.
 */
export function usualMoment(
  { scoreEvery }: Pick<TrainOptions, "scoreEvery">,
): Moment {
  return scoreEvery > 0 ? "best" : "last";
}

/** A generator of a run, as it is frozen. */
export interface SavedGenerator {
  /** Which it is. */
  readonly moment: Moment;
  /** State dict with `G.*` tensors: the moving average if there is one. */
  readonly generator: Tensors;
  /** Updates that it has behind it. */
  readonly step: number;
  /** Kind of device it was trained on last. */
  readonly device: string;
}

/**
 * Reads the generator of a run that is frozen: the moving average of the
 * weights if the run keeps one; as it was when KID was best, if
 * that is wanted and the run was ever scored, else as it is in the last
 * checkpoint.
 *
 * @param folder The run's folder.
 * @param options What its networks were made for.
 * @param wanted Which one.
 * @throws {UserError} If the run has no usable checkpoint.
 */
export async function readGenerator(
  folder: RunFolder,
  options: TrainerOptions,
  wanted: Moment,
): Promise<SavedGenerator> {
  const isBest = wanted === "best" && await exists(folder.best);
  const found = isBest
    ? { checkpoint: await readCheckpoint(folder.best), file: folder.best }
    : await readRunCheckpoint(folder);
  warnOfPrevious(found, console.warn);
  const { state, step, device } = found.checkpoint;
  const generator = networkState(
    state,
    generatorTensors(options),
    found.file,
    options.ema > 0 ? averageName : undefined,
  );
  return { moment: isBest ? "best" : "last", generator, step, device };
}
