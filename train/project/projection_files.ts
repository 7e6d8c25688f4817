import { basename, extname } from "node:path";
import { writeAtomically } from "../../core/atomic_file.ts";
import { type Painter, paintLatent } from "../../core/generator/paint_seed.ts";
import { pictureGrid } from "../../core/picture/picture_grid.ts";
import { toPictures } from "../../core/picture/picture.ts";
import { encodePng } from "../../core/picture/png.ts";
import { UserError } from "../../core/user_error.ts";

/** Digits that tell any two float32 numbers apart. */
const DIGITS = 9;

/** Files of one projection. */
export interface ProjectionFiles {
  /** The latent as JSON: `{"latent": [100 numbers]}`. */
  readonly latent: string;
  /** PNG: the picture, and beside it that of the latent. */
  readonly pair: string;
}

/**
 * Names the files of projections after the pictures.
 *
 * @param paths The pictures.
 * @param out Folder of the files.
 * @throws {UserError} With exit code 2 if two pictures have the same name.
 */
export function projectionFiles(
  paths: readonly string[],
  out: string,
): ProjectionFiles[] {
  const owners = new Map<string, string>();
  return paths.map((path) => {
    const name = `${out}/${basename(path, extname(path))}`;
    const files = {
      latent: `${name}-latent.json`,
      pair: `${name}-projected.png`,
    };
    const other = owners.get(files.latent);
    if (other !== undefined) {
      throw new UserError(
        `${other} and ${path} would both become ${files.latent}: project one of them with another --out`,
        2,
      );
    }
    owners.set(files.latent, path);
    return files;
  });
}

/**
 * A latent in the form in which the service takes it.
 *
 * @param latent `[100]`.
 */
export function latentJson(latent: Float32Array): string {
  const numbers = Array.from(latent, (x) => Number(x.toPrecision(DIGITS)));
  return `${JSON.stringify({ latent: numbers })}\n`;
}

/**
 * Writes the files of a projection, each as a whole or not at all.
 *
 * @param files Their paths; the folder is made if it is missing.
 * @param painter The generator.
 * @param image The picture `[3, H, W]` in [-1, 1].
 * @param latent The latent that was found for it.
 * @param label Its class, if the generator has classes.
 * @throws {WriteError} If a file cannot be written.
 */
export async function writeProjection(
  { latent: json, pair }: ProjectionFiles,
  painter: Painter,
  image: Float32Array,
  latent: Float32Array,
  label?: string,
): Promise<void> {
  const pictures = [
    ...toPictures(image, painter.card.architecture),
    paintLatent(painter, latent, label),
  ];
  const png = encodePng(pictureGrid(pictures, { columns: 2 }));
  await writeAtomically(pair, png);
  await writeAtomically(json, latentJson(latent));
}
