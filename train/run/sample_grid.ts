import { latents } from "../../core/latent.ts";
import { toPictures } from "../../core/picture.ts";
import { pictureGrid } from "../../core/picture_grid.ts";
import { encodePng } from "../../core/png.ts";
import { writeAtomically } from "../../core/atomic_file.ts";
import type { Trainer } from "./trainer.ts";

/** Pictures in a row and in a column of a grid. */
const SIDE = 5;
/** The noise of every grid: that of the seeds 0 to 24, as they are served. */
const LATENT = latents([...Array(SIDE * SIDE).keys()]);

/**
 * Draws a 5×5 grid of the same 25 seeds each time, so that grids can be
 * compared, and writes it as `fakes-IMAGES.png`.
 *
 * @param trainer Paints the pictures.
 * @param folder Folder of the run.
 * @returns Path of the file.
 *
 * @example
 * ```ts ignore
 * import { writeSampleGrid } from "edge-dcgan/train/run/sample_grid.ts";
 *
 * console.log(await writeSampleGrid(trainer, "runs/00001-toon-head"));
 * ```
 */
export async function writeSampleGrid(
  trainer: Trainer,
  folder: string,
): Promise<string> {
  const pictures = toPictures(await trainer.sample(LATENT), trainer.options);
  const grid = pictureGrid(pictures, { columns: SIDE });
  const images = String(trainer.imagesSeen).padStart(9, "0");
  const path = `${folder}/fakes-${images}.png`;
  await writeAtomically(path, encodePng(grid));
  return path;
}
