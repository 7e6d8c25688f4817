import { writeAtomically } from "../../core/atomic_file.ts";
import type {
  GeneratorCard,
  Precision,
} from "../../core/generator/generator_card.ts";
import { CARD_FILE } from "../../core/generator/generator_folder.ts";
import { LATENT_SIZE } from "../../core/noise/latent.ts";
import { sha256 } from "../../core/sha256.ts";
import { systemReason } from "../../core/system_reason.ts";
import type { Tensors } from "../tensors/tensor.ts";
import { UserError } from "../../core/user_error.ts";
import config from "../../deno.json" with { type: "json" };
import type { Architecture } from "../model/architecture.ts";
import { directionsOf } from "./directions.ts";
import { frozenTensors } from "./frozen_tensors.ts";
import { freezeGenerator, type FrozenModel } from "../model/frozen_networks.ts";

const MODEL = "generator.onnx";

/** How weights are stored unless something else is asked for. */
export const DEFAULT_PRECISION: Precision = "float16";

/** What a card says that the weights do not tell. */
export type GeneratorOrigin = Pick<
  GeneratorCard,
  "name" | "trainingData" | "training"
>;

function encode(
  tensors: Tensors,
  architecture: Architecture,
  precision: Precision,
): FrozenModel {
  try {
    return freezeGenerator(tensors, architecture, precision);
  } catch (error) {
    const { message } = error as Error;
    if (!message.startsWith("Cannot store")) throw error;
    throw new UserError(
      `${message}: the generator needs --precision float32`,
    );
  }
}

/**
 * Writes the card of a frozen generator.
 *
 * @param folder Path of an existing folder.
 * @param card The card.
 */
export async function writeCard(
  folder: string,
  card: GeneratorCard,
): Promise<void> {
  await writeAtomically(
    `${folder}/${CARD_FILE}`,
    `${JSON.stringify(card, null, 2)}\n`,
  );
}

/**
 * Freezes a generator and writes it: `generator.onnx` and its card,
 * `generator.json`.
 *
 * @param out Folder to write to; made if it is missing.
 * @param tensors State dict with `G.*` tensors.
 * @param architecture Size of the networks, and their classes if they are
 * conditional.
 * @param origin Where the generator comes from.
 * @param precision How its weights are stored.
 * @returns The card.
 * @throws {UserError} If a weight is too large for its precision, or the folder
 * cannot be written to.
 */
export async function writeGenerator(
  out: string,
  tensors: Tensors,
  architecture: Architecture,
  origin: GeneratorOrigin,
  precision: Precision = DEFAULT_PRECISION,
): Promise<GeneratorCard> {
  const { model, parameters } = encode(tensors, architecture, precision);
  const { d, height, width, classes } = architecture;
  const card: GeneratorCard = {
    format: 1,
    name: origin.name,
    model: {
      file: MODEL,
      sha256: await sha256(model),
      bytes: model.length,
      parameters,
      precision,
    },
    architecture: {
      network: "dcgan",
      d,
      height,
      width,
      latentSize: LATENT_SIZE,
      ...classes && { classes: [...classes] },
    },
    trainingData: origin.trainingData,
    training: origin.training,
    generatedBy: `edge-dcgan ${config.version}`,
    directions: directionsOf(
      frozenTensors(model, architecture, `${out}/${MODEL}`),
    ),
  };
  try {
    await Deno.mkdir(out, { recursive: true });
    await writeAtomically(`${out}/${MODEL}`, model);
    await writeCard(out, card);
  } catch (error) {
    const isFile = error instanceof Deno.errors.AlreadyExists ||
      error instanceof Deno.errors.NotADirectory;
    throw new UserError(
      `cannot write the frozen generator to ${out}: ${
        isFile ? "a file is in the way of the folder" : systemReason(error)
      }`,
    );
  }
  return card;
}
