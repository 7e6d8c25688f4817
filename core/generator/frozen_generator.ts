/**
 * A frozen generator: a folder with `generator.json`, its card, and
 * `generator.onnx`, a model that turns latents into images.
 *
 * The engine computes the same on every machine, so a seed is the same picture
 * everywhere.
 *
 * @module
 */

import { readGenerator } from "./generator_folder.ts";
import { type FrozenGenerator, openGenerator } from "./open_generator.ts";

export type { FrozenGenerator } from "./open_generator.ts";

/**
 * Opens a frozen generator: reads the card, and checks the model against it.
 *
 * @param folder URL of the folder, with a slash at its end.
 * @throws {UserError} If the folder, the card or the model is missing, the card
 *   is wrong, or the model is not the one on the card.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { folderUrl, latents, loadGenerator } from "@edge-dcgan/edge-dcgan";
 *
 * const generator = await loadGenerator(folderUrl("tests/fixtures/generator"));
 * const images = generator.paint(latents([7, 8]));
 * assertEquals(images.length, 2 * 3 * 64 * 64);
 * ```
 */
export async function loadGenerator(folder: URL): Promise<FrozenGenerator> {
  return openGenerator(await readGenerator(Deno, folder));
}
