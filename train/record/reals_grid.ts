import { writeAtomically } from "../../core/atomic_file.ts";
import { toPictures } from "../../core/picture/picture.ts";
import { pictureGrid } from "../../core/picture/picture_grid.ts";
import { encodePng } from "../../core/picture/png.ts";
import { permutation } from "../../core/noise/random.ts";
import { pictureBatch } from "../data/batches.ts";
import type { PixelBlock } from "../data/dataset.ts";
import { GRID_SIDE } from "./sample_grid.ts";

/**
 * Draws the 25 pictures that training shows first in a grid like those of the
 * fakes, and writes it as PNG.
 *
 * @param path Path of the file.
 * @param dataset Pictures to train on; if they are fewer, the grid is smaller.
 * @param seed Seed of the run, which decides their order.
 */
export async function writeRealsGrid(
  path: string,
  dataset: PixelBlock,
  seed: number,
): Promise<void> {
  const order = permutation(seed, "order", 0, dataset.count);
  const batch = pictureBatch(dataset, order.subarray(0, GRID_SIDE ** 2));
  const grid = pictureGrid(toPictures(batch, dataset), { columns: GRID_SIDE });
  await writeAtomically(path, encodePng(grid));
}
