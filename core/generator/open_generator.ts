/**
 * From the card and the model of a frozen generator to one that paints.
 *
 * @module
 */

import { Tensor } from "onnxruntime-web/wasm";
import type { GeneratorCard } from "./generator_card.ts";
import type { GeneratorFiles } from "./generator_folder.ts";
import { LATENT_SIZE } from "../noise/latent.ts";
import { openSession, type RuntimeSession, startRuntime } from "./runtime.ts";
import { UserError } from "../user_error.ts";

/** How long opening a generator took, in milliseconds. */
export interface OpeningTimes {
  /** Until onnxruntime had started; 0 if it had before. */
  readonly runtime: number;
  /** Until the model was loaded, from then on. */
  readonly session: number;
  /** The first picture. */
  readonly paint: number;
}

/** A generator that is ready to paint. */
export interface FrozenGenerator {
  /** What it is and where it comes from. */
  readonly card: GeneratorCard;
  /** How long opening it took. */
  readonly opening: OpeningTimes;
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

async function openModel(
  { model, file }: GeneratorFiles,
): Promise<RuntimeSession> {
  try {
    return await openSession(model);
  } catch (error) {
    const message = (error as Error).message;
    // Anything else is not the model's fault.
    if (!message.startsWith("Can't create a session")) throw error;
    throw new UserError(
      `${file} is not a model that onnxruntime can open: ${message}`,
    );
  }
}

/**
 * Opens a generator and paints one picture with it, so that a generator that
 * was opened is one that works.
 *
 * @param files Its card and its model.
 * @throws {UserError} If onnxruntime cannot open the model, or it is another
 *   one than the card says.
 */
export async function openGenerator(
  files: GeneratorFiles,
): Promise<FrozenGenerator> {
  const { card, file } = files;
  const began = performance.now();
  await startRuntime();
  const ready = performance.now();
  const session = await openModel(files);
  const opened = performance.now();

  const { height, width } = card.architecture;
  const paint = async (latent: Float32Array) => {
    const count = latent.length / LATENT_SIZE;
    if (!Number.isInteger(count) || count < 1) {
      throw new RangeError(
        `Cannot paint: ${latent.length} numbers are not one or more latents of ${LATENT_SIZE}`,
      );
    }
    const { images } = await session.run({
      latent: new Tensor("float32", latent, [count, LATENT_SIZE]),
    });
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

  try {
    await paint(new Float32Array(LATENT_SIZE));
  } catch (error) {
    await session.release();
    throw new UserError(
      `${file} does not fit its card: ${(error as Error).message}`,
    );
  }
  const opening = {
    runtime: ready - began,
    session: opened - ready,
    paint: performance.now() - opened,
  };
  return { card, opening, paint, release: session.release };
}
