/**
 * The files of a frozen generator: a folder with `generator.json`, its card,
 * and the model that the card names.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { type Files, isMissing } from "../files.ts";
import type { GeneratorCard } from "./generator_card.ts";
import { parseGeneratorCard } from "./parse_generator_card.ts";
import { sha256 } from "../sha256.ts";
import { systemReason } from "../system_reason.ts";
import { UserError } from "../user_error.ts";

/** The files of a frozen generator, read and checked. */
export interface GeneratorFiles {
  /** What it is and where it comes from. */
  readonly card: GeneratorCard;
  /** Path of the model, for messages. */
  readonly file: string;
  /** The model, an ONNX file. */
  readonly model: Uint8Array<ArrayBuffer>;
}

/** The file in which a generator's card lies. */
export const CARD_FILE = "generator.json";

/** The options of a run: where they are, the generator comes by freezing. */
const RUN_FILE = "options.json";

/** What is wrong where a file is missing. */
async function whyMissing(files: Files, url: URL): Promise<string> {
  const path = fileURLToPath(url);
  try {
    await files.stat(new URL(RUN_FILE, url));
    return `${path} does not exist: it is written when the run is frozen`;
  } catch (error) {
    const { code } = error as { code?: unknown };
    const rule =
      "a frozen generator is a folder with generator.json and its model";
    return code === "ENOTDIR"
      ? `${fileURLToPath(new URL(".", url)).slice(0, -1)} is a file: ${rule}`
      : `${path} does not exist: ${rule}`;
  }
}

async function read(
  files: Files,
  url: URL,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await files.readFile(url);
  } catch (error) {
    throw new UserError(
      isMissing(error)
        ? await whyMissing(files, url)
        : `Cannot read ${fileURLToPath(url)}: ${systemReason(error)}`,
    );
  }
}

/**
 * Reads the card of a frozen generator.
 *
 * @param files Reads them.
 * @param folder URL of the folder, with a slash at its end.
 * @throws {UserError} If the folder or the card is missing, or the card is
 *   wrong.
 */
export async function readGeneratorCard(
  files: Files,
  folder: URL,
): Promise<GeneratorCard> {
  const url = new URL(CARD_FILE, folder);
  const json = new TextDecoder().decode(await read(files, url));
  return parseGeneratorCard(json, fileURLToPath(url));
}

/**
 * Reads the model of a frozen generator and checks that it is the one on the
 * card.
 *
 * @param files Reads it.
 * @param folder URL of the folder, with a slash at its end.
 * @param card The generator's card.
 * @returns The ONNX file.
 * @throws {UserError} If the model is missing or another one.
 */
async function readGeneratorModel(
  files: Files,
  folder: URL,
  card: GeneratorCard,
): Promise<Uint8Array<ArrayBuffer>> {
  const url = new URL(card.model.file, folder);
  const model = await read(files, url);
  const { bytes, sha256: checksum } = card.model;
  if (model.length !== bytes || await sha256(model) !== checksum) {
    throw new UserError(
      `${
        fileURLToPath(url)
      } is not the model on its card: it has ${model.length} bytes, the card says ${bytes} bytes with the SHA-256 ${checksum}`,
    );
  }
  return model;
}

/**
 * Reads the card and the model of a frozen generator.
 *
 * @param files Reads them.
 * @param folder URL of the folder, with a slash at its end.
 * @param card The card, if it has been read.
 * @throws {UserError} If one of them is missing, the card is wrong, or the
 *   model is not the one on the card.
 */
export async function readGenerator(
  files: Files,
  folder: URL,
  card?: GeneratorCard,
): Promise<GeneratorFiles> {
  const known = card ?? await readGeneratorCard(files, folder);
  return {
    card: known,
    file: fileURLToPath(new URL(known.model.file, folder)),
    model: await readGeneratorModel(files, folder, known),
  };
}
