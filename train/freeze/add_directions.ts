import { folderUrl } from "../../core/folder_url.ts";
import type { GeneratorCard } from "../../core/generator/generator_card.ts";
import {
  CARD_FILE,
  readGenerator,
} from "../../core/generator/generator_folder.ts";
import { openGenerator } from "../../core/generator/open_generator.ts";
import { writeError } from "../../core/write_error.ts";
import { directionsOf } from "./directions.ts";
import { frozenTensors } from "./frozen_tensors.ts";
import { writeCard } from "./write_generator.ts";

/**
 * Adds directions to the card of a generator that was frozen without them. The
 * model stays as it is.
 *
 * @param folder Path of its folder.
 * @returns The card with directions.
 * @throws {UserError} If there is no frozen generator in the folder, or the card
 * cannot be written.
 */
export async function addDirections(folder: string): Promise<GeneratorCard> {
  const files = await readGenerator(Deno, folderUrl(folder));
  const { card } = openGenerator(files);
  const tensors = frozenTensors(files.model, card.architecture, files.file);
  const whole = { ...card, directions: directionsOf(tensors) };
  try {
    await writeCard(folder, whole);
  } catch (error) {
    throw writeError(`${folder}/${CARD_FILE}`, error);
  }
  return whole;
}
