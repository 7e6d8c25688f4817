import type {
  GeneratorCard,
  Precision,
  TrainingOptions,
} from "../../core/generator/generator_card.ts";
import type { TrainOptions } from "../options/fields.ts";
import { readDatasetCard } from "../record/dataset_card.ts";
import { readScores } from "../record/scores.ts";
import {
  lastPart,
  readRunOptions,
  type RunFolder,
} from "../record/run_folder.ts";
import { trainerOptions } from "../step/trainer_options.ts";
import { type Moment, readGenerator, usualMoment } from "./read_generator.ts";
import { DEFAULT_PRECISION, writeGenerator } from "./write_generator.ts";

/** What of a run is frozen, and how. */
export interface FreezeOptions {
  /**
   * Which generator: by default the one with the best KID if the run is scored,
   * else, or once it is no longer, that of the last checkpoint.
   */
  readonly moment?: Moment;
  /**
   * How the weights are stored.
   *
   * @default {"float16"}
   */
  readonly precision?: Precision;
}

/**
 * The options of a run as a flat record. A card is public: folders of the
 * machine stay out of it.
 *
 * @param options The options.
 * @param source What `--data` is called without them.
 */
function publicOptions(
  { cache: _, runs: __, ...options }: TrainOptions,
  source: string,
): TrainingOptions {
  return {
    ...options,
    data: source,
    labels: options.labels && lastPart(options.labels),
    from: options.from && lastPart(options.from),
    fromD: options.fromD && lastPart(options.fromD),
    classes: options.classes?.join(",") ?? null,
    augment: options.augment.join(",") || "none",
  };
}

/**
 * Freezes a generator of a run: writes `generator.onnx` and its card,
 * `generator.json`.
 *
 * @param folder The run's folder.
 * @param out Folder to write to; made if it is missing.
 * @param options What to freeze, and how.
 * @returns The card.
 * @throws {UserError} If the run has no usable checkpoint.
 */
export async function freezeRun(
  folder: RunFolder,
  out: string,
  { moment: wanted, precision = DEFAULT_PRECISION }: FreezeOptions = {},
): Promise<GeneratorCard> {
  const options = await readRunOptions(folder);
  const dataset = await readDatasetCard(folder.dataset);
  const networks = trainerOptions(options, dataset.classes);
  const { moment, generator, step, device } = await readGenerator(
    folder,
    networks,
    wanted ?? usualMoment(options),
  );
  const scored = await readScores(folder.scores);
  const scores = scored.find((entry) => entry.step === step)?.scores;
  const { batch, ema } = options;
  const { source, count, heldOut, credit, licence, from } = dataset;
  return await writeGenerator(out, generator, networks, {
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
      moment,
      ...scores !== undefined && { scores },
      ...from !== undefined && { from },
      options: publicOptions(options, source),
    },
  }, precision);
}
