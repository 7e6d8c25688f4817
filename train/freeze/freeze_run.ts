import type {
  GeneratorCard,
  TrainingOptions,
} from "../../core/generator_card.ts";
import type { TrainOptions } from "../options.ts";
import { readDatasetCard } from "../run/dataset_card.ts";
import { readRunOptions, type RunFolder } from "../run/run_folder.ts";
import { readGenerator } from "./read_generator.ts";
import { writeGenerator } from "./write_generator.ts";

/** The options of a run as a flat record. */
function flatten(options: TrainOptions): TrainingOptions {
  return {
    ...options,
    classes: options.classes?.join(",") ?? null,
    augment: options.augment.join(",") || "none",
  };
}

/**
 * Freezes the generator of a run's checkpoint: writes `generator.onnx` and its
 * card, `generator.json`.
 *
 * @param folder The run's folder.
 * @param out Folder to write to; made if it is missing.
 * @returns The card.
 * @throws {UserError} If the run has no readable checkpoint.
 *
 * @example
 * ```ts ignore
 * import { freezeRun } from "edge-dcgan/train/freeze/freeze_run.ts";
 * import { runFolder } from "edge-dcgan/train/run/run_folder.ts";
 *
 * await freezeRun(runFolder("runs/00001-toon-head"), "weights");
 * ```
 */
export async function freezeRun(
  folder: RunFolder,
  out: string,
): Promise<GeneratorCard> {
  const options = await readRunOptions(folder);
  const dataset = await readDatasetCard(folder.dataset);
  const { generator, step, device } = await readGenerator(
    folder.checkpoint,
    options,
  );
  const { batch, ema } = options;
  const { source, count, heldOut, credit, licence } = dataset;
  return await writeGenerator(out, generator, options, {
    name: options.name ?? dataset.name,
    trainingData: {
      source,
      pictures: count - heldOut,
      ...credit !== undefined && { credit },
      ...licence !== undefined && { licence },
    },
    training: {
      imagesSeen: step * batch,
      steps: step,
      device,
      weights: ema > 0 ? "ema" : "last",
      options: flatten(options),
    },
  });
}
