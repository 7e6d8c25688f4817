import { writeAtomically } from "../../core/atomic_file.ts";
import { type RgbPicture, toPictures } from "../../core/picture/picture.ts";
import { pictureGrid } from "../../core/picture/picture_grid.ts";
import { encodePng } from "../../core/picture/png.ts";
import { permutation } from "../../core/noise/random.ts";
import { pictureBatch } from "../data/batches.ts";
import type { Dataset, PixelBlock } from "../data/dataset.ts";
import type { Labels } from "../data/labels.ts";
import { GRID_SIDE } from "./sample_grid.ts";

/** The first pictures, or a row of the first of each class, maybe not full. */
function rowsShown(
  order: Uint32Array,
  labels: Labels | undefined,
): Uint32Array[] {
  if (labels === undefined) return [order.subarray(0, GRID_SIDE ** 2)];
  return labels.names.map((_, label) =>
    order.filter((picture) => labels.indices[picture] === label)
      .subarray(0, GRID_SIDE)
  );
}

/**
 * Draws the 25 pictures that training shows first in a grid like those of the
 * fakes, and writes it as PNG; with labels the first of each class, a row each.
 *
 * @param path Path of the file.
 * @param dataset Pictures to train on; if they are fewer, the grid is smaller.
 * @param seed Seed of the run, which decides their order.
 */
export async function writeRealsGrid(
  path: string,
  dataset: PixelBlock & Pick<Dataset, "labels">,
  seed: number,
): Promise<void> {
  const order = permutation(seed, "order", 0, dataset.count);
  const { height, width, labels } = dataset;
  const rgb = new Uint8Array(3 * height * width).fill(255);
  const blank = Array<RgbPicture>(GRID_SIDE).fill({ height, width, rgb });
  const cells = rowsShown(order, labels).flatMap((row) => {
    const pictures = toPictures(pictureBatch(dataset, row), dataset);
    return labels ? [...pictures, ...blank].slice(0, GRID_SIDE) : pictures;
  });
  const grid = pictureGrid(cells, { columns: GRID_SIDE });
  await writeAtomically(path, encodePng(grid));
}
