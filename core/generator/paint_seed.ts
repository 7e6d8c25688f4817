import { labels } from "../noise/label.ts";
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
 * @param label Name of the class, for a conditional generator; its first class
 * by default.
 * @returns The picture, of the size on the generator's card.
 * @throws {RangeError} If the latent has another length, or there is no such
 * class.
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
  label?: string,
): RgbPicture {
  if (latent.length !== LATENT_SIZE) {
    throw new RangeError(
      `Cannot paint a latent of ${latent.length} numbers: it must have ${LATENT_SIZE}`,
    );
  }
  const [first] = painter.card.architecture.classes ?? [];
  return paintLabelled(painter, latent, 0, label ?? first?.name);
}

/** Paints one latent; without a label the seed draws one, if there are classes. */
function paintLabelled(
  painter: Painter,
  latent: Float32Array,
  seed: number,
  label: string | undefined,
): RgbPicture {
  const { architecture } = painter.card;
  const { classes } = architecture;
  const images = classes === undefined && label === undefined
    ? painter.paint(latent)
    : painter.paint(latent, labels([seed], classes ?? [], label));
  return toPictures(images, architecture)[0] as RgbPicture;
}

/**
 * The picture of a seed.
 *
 * @param painter A generator.
 * @param seed Integer in [0, 2³²).
 * @param label Name of the class, for a conditional generator; the seed draws
 * one by default.
 * @returns The picture, of the size on the generator's card.
 * @throws {RangeError} If there is no such class.
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
export function paintSeed(
  painter: Painter,
  seed: number,
  label?: string,
): RgbPicture {
  return paintLabelled(painter, latents([seed]), seed, label);
}
