import { latents } from "../../core/noise/latent.ts";
import { toPictures } from "../../core/picture/picture.ts";
import { pictureGrid } from "../../core/picture/picture_grid.ts";
import { encodePng } from "../../core/picture/png.ts";
import { writeAtomically } from "../../core/atomic_file.ts";
import type { Trainer } from "../step/trainer.ts";

/** Pictures in a row of a grid, and rows of one without classes. */
export const GRID_SIDE = 5;

/**
 * Path of the grid of a run as it is now.
 *
 * @param trainer Paints the pictures.
 * @param folder Folder of the run.
 */
export function samplePath(
  { imagesSeen }: Pick<Trainer, "imagesSeen">,
  folder: string,
): string {
  return `${folder}/fakes-${String(imagesSeen).padStart(9, "0")}.png`;
}

/**
 * Draws a grid of the same seeds each time, so that grids can be compared, and
 * writes it as `fakes-IMAGES.png`: the seeds 0 to 24 as they are served or, if
 * there are classes, a row for each, of the seeds 0 to 4.
 *
 * @param trainer Paints the pictures.
 * @param folder Folder of the run.
 * @returns Path of the file.
 */
export async function writeSampleGrid(
  trainer: Trainer,
  folder: string,
): Promise<string> {
  const { classes } = trainer.options;
  const rows = classes?.length ?? GRID_SIDE;
  const cells = Array.from({ length: rows * GRID_SIDE }, (_, cell) => cell);
  const labels = cells.map((cell) => Math.floor(cell / GRID_SIDE));
  const seeds = classes ? cells.map((cell) => cell % GRID_SIDE) : cells;
  const images = await trainer.sample(latents(seeds), labels);
  const grid = pictureGrid(toPictures(images, trainer.options), {
    columns: GRID_SIDE,
  });
  const path = samplePath(trainer, folder);
  await writeAtomically(path, encodePng(grid));
  return path;
}
