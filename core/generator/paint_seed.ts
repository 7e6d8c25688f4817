import type { FrozenGenerator } from "./frozen_generator.ts";
import { latents } from "../noise/latent.ts";
import { type RgbPicture, toPictures } from "../picture/picture.ts";

/** The part of a generator that painting needs. */
export type Painter = Pick<FrozenGenerator, "card" | "paint">;

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
 * import { folderUrl } from "edge-dcgan/core/folder_url.ts";
 * import { loadGenerator } from "edge-dcgan/core/generator/frozen_generator.ts";
 * import { paintSeed } from "edge-dcgan/core/generator/paint_seed.ts";
 *
 * const generator = await loadGenerator(folderUrl("tests/fixtures/generator"));
 * const picture = paintSeed(generator, 7);
 * assertEquals([picture.width, picture.height], [64, 64]);
 * ```
 */
export function paintSeed(painter: Painter, seed: number): RgbPicture {
  const images = painter.paint(latents([seed]));
  const [picture] = toPictures(images, painter.card.architecture);
  if (picture === undefined) throw new Error(`Seed ${seed} gave no picture`);
  return picture;
}
