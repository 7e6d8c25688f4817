import { LATENT_SIZE, latents } from "../noise/latent.ts";
import { type RgbPicture, toPictures } from "../picture/picture.ts";
import type { FrozenGenerator } from "./frozen_generator.ts";

/** The part of a generator that painting needs. */
export type Painter = Pick<FrozenGenerator, "card" | "paint">;

/**
 * The picture of a latent.
 *
 * @param painter A generator.
 * @param latent `[100]`, usually drawn from N(0, 1).
 * @returns The picture, of the size on the generator's card.
 * @throws {RangeError} If the latent has another length.
 *
 * @example
 * ```ts
 * import { assertNotEquals } from "@std/assert";
 * import {
 *   folderUrl,
 *   latents,
 *   loadGenerator,
 *   paintLatent,
 *   paintSeed,
 * } from "@edge-dcgan/edge-dcgan";
 *
 * const generator = await loadGenerator(folderUrl("weights"));
 * // Near the mean of all latents, pictures are plain.
 * const plain = latents([7]).map((value) => value / 2);
 * const picture = paintLatent(generator, plain);
 * assertNotEquals(picture, paintSeed(generator, 7));
 * ```
 */
export function paintLatent(
  painter: Painter,
  latent: Float32Array,
): RgbPicture {
  if (latent.length !== LATENT_SIZE) {
    throw new RangeError(
      `Cannot paint a latent of ${latent.length} numbers: it must have ${LATENT_SIZE}`,
    );
  }
  const images = painter.paint(latent);
  return toPictures(images, painter.card.architecture)[0] as RgbPicture;
}

/**
 * The picture of a seed.
 *
 * @param painter A generator.
 * @param seed Integer in [0, 2³²).
 * @returns The picture, of the size on the generator's card.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { folderUrl, loadGenerator, paintSeed } from "@edge-dcgan/edge-dcgan";
 *
 * const generator = await loadGenerator(folderUrl("weights"));
 * const picture = paintSeed(generator, 7);
 * assertEquals([picture.width, picture.height], [64, 64]);
 * ```
 */
export function paintSeed(painter: Painter, seed: number): RgbPicture {
  return paintLatent(painter, latents([seed]));
}
