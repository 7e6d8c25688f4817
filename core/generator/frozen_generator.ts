/**
 * A frozen generator: a folder with `generator.json`, its card, and
 * `generator.onnx`, a model that turns latents into images.
 *
 * The model runs on onnxruntime's WebAssembly build with one thread. Its
 * arithmetic is the same on every machine, so a seed is the same picture
 * everywhere. The .wasm file is read from the npm package; for that to need no
 * more than `--allow-read=.`, deno.json keeps `node_modules` in the project.
 *
 * @module
 */

import { readGenerator } from "./generator_folder.ts";
import { type FrozenGenerator, openGenerator } from "./open_generator.ts";
import { startRuntime } from "./runtime.ts";

export type { FrozenGenerator, OpeningTimes } from "./open_generator.ts";

/**
 * Opens a frozen generator: reads the card, checks the model against it, and
 * paints one picture, so that a generator that was loaded is one that works.
 *
 * @param folder URL of the folder, with a slash at its end.
 * @returns The generator; {@linkcode FrozenGenerator.release} frees it.
 * @throws {UserError} If the folder, the card or the model is missing, the card
 *   is wrong, or the model is not the one on the card.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { folderUrl, latents, loadGenerator } from "@edge-dcgan/edge-dcgan";
 *
 * const generator = await loadGenerator(folderUrl("tests/fixtures/generator"));
 * const images = await generator.paint(latents([7, 8]));
 * assertEquals(images.length, 2 * 3 * 64 * 64);
 * await generator.release();
 * ```
 */
export async function loadGenerator(folder: URL): Promise<FrozenGenerator> {
  // Meanwhile the files are read; opening the model tells what goes wrong.
  startRuntime().catch(() => {});
  return await openGenerator(await readGenerator(folder));
}
