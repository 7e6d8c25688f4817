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

import { fileURLToPath } from "node:url";
import * as ort from "onnxruntime-web/wasm";
import type { GeneratorCard } from "./generator_card.ts";
import { readGeneratorCard, readGeneratorModel } from "./generator_folder.ts";
import { LATENT_SIZE } from "./latent.ts";
import { serialQueue } from "./serial_queue.ts";
import { UserError } from "./user_error.ts";

// More threads would fail in Deno with this build, and the sums they share out
// would depend on their number.
ort.env.wasm.numThreads = 1;
// Its errors arrive as exceptions; it need not print them as well.
ort.env.logLevel = "fatal";

/** Sessions must neither be created nor run at the same time. */
const inTurn = serialQueue();

/** A generator that is ready to paint. */
export interface FrozenGenerator {
  /** What it is and where it comes from. */
  readonly card: GeneratorCard;
  /**
   * Paints a batch; calls that overlap wait for each other.
   *
   * @param latent `[N, 100]`, row-major, N ≥ 1.
   * @returns Images `[N, 3, height, width]` in [-1, 1].
   * @throws {RangeError} If the length is not a multiple of 100, or is 0.
   */
  paint(latent: Float32Array): Promise<Float32Array>;
  /** Frees its memory, after the calls of `paint` that are under way. */
  release(): Promise<void>;
}

/**
 * Starts onnxruntime with a session, or opens another one.
 *
 * onnxruntime-web takes Deno for Node.js, and when it starts it puts the
 * `Worker` of node:worker_threads, which is used in another way, in the place of
 * the global one. That is undone here.
 */
async function createSession(
  model: Uint8Array<ArrayBuffer>,
): Promise<ort.InferenceSession> {
  const { Worker } = globalThis;
  try {
    return await ort.InferenceSession.create(model, {
      executionProviders: ["wasm"],
      logSeverityLevel: 4,
    });
  } finally {
    globalThis.Worker = Worker;
  }
}

async function openSession(
  model: Uint8Array<ArrayBuffer>,
  file: string,
): Promise<ort.InferenceSession> {
  try {
    return await inTurn(() => createSession(model));
  } catch (error) {
    const message = (error as Error).message;
    // Anything else, like a .wasm file that may not be read, is not its fault.
    if (!message.startsWith("Can't create a session")) throw error;
    throw new UserError(
      `${file} is not a model that onnxruntime can open: ${message}`,
    );
  }
}

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
 * import { folderUrl } from "edge-dcgan/core/folder_url.ts";
 * import { loadGenerator } from "edge-dcgan/core/frozen_generator.ts";
 * import { latents } from "edge-dcgan/core/latent.ts";
 *
 * const generator = await loadGenerator(folderUrl("tests/fixtures/generator"));
 * const images = await generator.paint(latents([7, 8]));
 * assertEquals(images.length, 2 * 3 * 64 * 64);
 * await generator.release();
 * ```
 */
export async function loadGenerator(folder: URL): Promise<FrozenGenerator> {
  const card = await readGeneratorCard(folder);
  const file = fileURLToPath(new URL(card.model.file, folder));
  const model = await readGeneratorModel(folder, card);
  const session = await openSession(model, file);

  const { height, width } = card.architecture;
  const paint = async (latent: Float32Array) => {
    const count = latent.length / LATENT_SIZE;
    if (!Number.isInteger(count) || count < 1) {
      throw new RangeError(
        `Cannot paint: ${latent.length} numbers are not one or more latents of ${LATENT_SIZE}`,
      );
    }
    const feeds = {
      latent: new ort.Tensor("float32", latent, [count, LATENT_SIZE]),
    };
    const { images } = await inTurn(() => session.run(feeds));
    const expected = [count, 3, height, width];
    if (
      images?.type !== "float32" || images.dims.join() !== expected.join()
    ) {
      throw new TypeError(
        `its output "images" is ${images?.type} [${images?.dims}], not float32 [${expected}]`,
      );
    }
    return images.data as Float32Array;
  };
  const release = () => inTurn(() => session.release());

  try {
    await paint(new Float32Array(LATENT_SIZE));
  } catch (error) {
    await release();
    throw new UserError(
      `${file} does not fit its card: ${(error as Error).message}`,
    );
  }
  return { card, paint, release };
}
