/**
 * From the card and the model of a frozen generator to one that paints.
 *
 * @module
 */

import { compileModule, Engine, ModelError } from "./engine/engine.ts";
import type { GeneratorCard } from "./generator_card.ts";
import type { GeneratorFiles } from "./generator_folder.ts";
import { UserError } from "../user_error.ts";
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

function openEngine({ file, model }: GeneratorFiles): Engine {
  try {
    compiled ??= providedWasm("engine") ?? compileModule();
    return new Engine(model, compiled);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    throw new UserError(
      `${file} is not a generator of this project: ${error.message}`,
    );
  }
}

/**
 * Opens a generator.
 *
 * @param files Its card and its model.
 * @throws {UserError} If the model is not a generator, or another one than the
 *   card says.
 */
export function openGenerator(files: GeneratorFiles): FrozenGenerator {
  const { card, file } = files;
  const engine = openEngine(files);
  const { latentSize, height, width, classes = [] } = card.architecture;
  type Sizes = Pick<Engine, "latentSize" | "height" | "width" | "classes">;
  const describe = (sizes: Sizes) =>
    `${sizes.height}x${sizes.width} pixels from ${sizes.latentSize} numbers${
      sizes.classes === 0 ? "" : ` and a label of ${sizes.classes}`
    }`;
  const paints = describe(engine);
  const expected = describe({
    ...{ latentSize, height, width },
    classes: classes.length,
  });
  if (paints !== expected) {
    throw new UserError(
      `${file} does not fit its card: it paints ${paints}, the card says ${expected}`,
    );
  }
  return { card, paint: (latents, labels) => engine.paint(latents, labels) };
}
