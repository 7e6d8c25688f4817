import type { Tensors } from "../../core/tensor.ts";
import { averageName } from "../model/ema.ts";
import { generatorTensors } from "../model/tensors.ts";
import type { TrainOptions } from "../options.ts";
import { readCheckpoint } from "../run/checkpoint.ts";
import { networkState } from "../run/network_state.ts";

/** The generator of a checkpoint, as it is frozen. */
export interface SavedGenerator {
  /** State dict with `G.*` tensors: the moving average if there is one. */
  readonly generator: Tensors;
  /** Updates that it has behind it. */
  readonly step: number;
  /** Kind of device it was trained on last. */
  readonly device: string;
}

/**
 * Reads the generator that is frozen from a checkpoint: the moving average of
 * the weights, if the run keeps one.
 *
 * @param checkpoint Path of the checkpoint.
 * @param options Options of the run.
 * @throws {UserError} If there is no checkpoint, or it is damaged.
 *
 * @example
 * ```ts ignore
 * import { readGenerator } from "edge-dcgan/train/freeze/read_generator.ts";
 *
 * const { generator, step } = await readGenerator(folder.checkpoint, options);
 * ```
 */
export async function readGenerator(
  checkpoint: string,
  options: TrainOptions,
): Promise<SavedGenerator> {
  const { state, step, device } = await readCheckpoint(checkpoint);
  const generator = networkState(
    state,
    generatorTensors(options),
    checkpoint,
    options.ema > 0 ? averageName : undefined,
  );
  return { generator, step, device };
}
