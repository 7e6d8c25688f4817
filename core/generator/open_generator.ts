/**
 * From the card and the model of a frozen generator to one that paints.
 *
 * @module
 */

import { checkGenerator } from "./check_generator.ts";
import { compileModule, Engine } from "./engine/engine.ts";
import type { GeneratorCard } from "./generator_card.ts";
import type { GeneratorFiles } from "./generator_folder.ts";
import { providedWasm } from "../webassembly.ts";

/** A generator that is ready to paint. */
export interface FrozenGenerator {
  /** What it is and where it comes from. */
  readonly card: GeneratorCard;
  /**
   * Paints a batch.
   *
   * @param latents `[N, 100]`, row-major, N ≥ 1.
   * @param labels `[N, classes]` if the card has classes: one-hot, or between
   * classes.
   * @returns Images `[N, 3, height, width]` in [-1, 1].
   * @throws {RangeError} If the length is not a multiple of 100, or is 0, or
   * there are not as many labels.
   */
  paint(
    latents: Float32Array,
    labels?: Float32Array,
  ): Float32Array<ArrayBuffer>;
}

/** The engine's WebAssembly, the same for all generators. */
let compiled: WebAssembly.Module | undefined;

/**
 * Opens a generator.
 *
 * @param files Its card and its model.
 * @throws {UserError} If the model is not a generator, or another one than the
 *   card says.
 */
export function openGenerator(files: GeneratorFiles): FrozenGenerator {
  checkGenerator(files);
  compiled ??= providedWasm("engine") ?? compileModule();
  const engine = new Engine(files.model, compiled);
  return {
    card: files.card,
    paint: (latents, labels) => engine.paint(latents, labels),
  };
}
