import type {
  GeneratorCard,
  TrainingOptions,
} from "../../core/generator_card.ts";
import { LATENT_SIZE } from "../../core/latent.ts";
import type { Tensors } from "../../core/tensor.ts";
import { UserError } from "../../core/user_error.ts";
import config from "../../deno.json" with { type: "json" };
import { averageName } from "../model/ema.ts";
import { generatorTensors } from "../model/tensors.ts";
import type { TrainOptions } from "../options.ts";
import { writeAtomically } from "../../core/atomic_file.ts";
import { readCheckpoint } from "../run/checkpoint.ts";
import { readDatasetCard } from "../run/dataset_card.ts";
import { readRunOptions, type RunFolder } from "../run/run_folder.ts";
import { freezeGenerator } from "./frozen_model.ts";

const MODEL = "generator.onnx";
const CARD = "generator.json";

/** The generator to freeze under its own names: the moving average if any. */
function chooseGenerator(
  state: Tensors,
  options: TrainOptions,
  file: string,
): Tensors {
  const generator: Tensors = new Map();
  for (const { name, shape } of generatorTensors(options)) {
    const source = options.ema > 0 ? averageName(name) : name;
    const tensor = state.get(source);
    if (`${tensor?.shape}` !== `${shape}`) {
      throw new UserError(
        `${file} is damaged: its tensor ${source} has shape [${
          tensor?.shape ?? "none"
        }], the options ask for [${shape}]`,
      );
    }
    if (tensor !== undefined) generator.set(name, tensor);
  }
  return generator;
}

/** The options of a run as a flat record. */
function flatten(options: TrainOptions): TrainingOptions {
  return { ...options, classes: options.classes?.join(",") ?? null };
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
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
  const { state, step, device } = await readCheckpoint(folder.checkpoint);
  const generator = chooseGenerator(state, options, folder.checkpoint);
  const { model, parameters } = freezeGenerator(generator, options);
  const { d, height, width, batch, ema } = options;
  const { source, count, credit, licence } = dataset;
  const card: GeneratorCard = {
    format: 1,
    name: options.name ?? dataset.name,
    model: {
      file: MODEL,
      sha256: await sha256(model),
      bytes: model.length,
      parameters,
    },
    architecture: {
      network: "dcgan",
      d,
      height,
      width,
      latentSize: LATENT_SIZE,
    },
    trainingData: {
      source,
      pictures: count,
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
    generatedBy: `edge-dcgan ${config.version}`,
  };
  try {
    await Deno.mkdir(out, { recursive: true });
    await writeAtomically(`${out}/${MODEL}`, model);
    await writeAtomically(
      `${out}/${CARD}`,
      `${JSON.stringify(card, null, 2)}\n`,
    );
  } catch (error) {
    throw new UserError(
      `cannot write the frozen generator to ${out}: ${
        (error as Error).message
      }`,
    );
  }
  return card;
}
