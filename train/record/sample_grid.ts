import { latents } from "../../core/noise/latent.ts";
import { toPictures } from "../../core/picture/picture.ts";
import { pictureGrid } from "../../core/picture/picture_grid.ts";
import { encodePng } from "../../core/picture/png.ts";
import { writeAtomically } from "../../core/atomic_file.ts";
import type { Trainer } from "../step/trainer.ts";

/** Pictures in a row and in a column of a grid. */
export const GRID_SIDE = 5;
/** The noise of every grid: that of the seeds 0 to 24, as they are served. */
const LATENT = latents([...Array(GRID_SIDE ** 2).keys()]);

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
 * Draws a 5×5 grid of the same 25 seeds each time, so that grids can be
 * compared, and writes it as `fakes-IMAGES.png`.
 *
 * @param trainer Paints the pictures.
 * @param folder Folder of the run.
 * @returns Path of the file.
 */
export async function writeSampleGrid(
  trainer: Trainer,
  folder: string,
): Promise<string> {
  const pictures = toPictures(await trainer.sample(LATENT), trainer.options);
  const grid = pictureGrid(pictures, { columns: GRID_SIDE });
  const path = samplePath(trainer, folder);
  await writeAtomically(path, encodePng(grid));
  return path;
}
