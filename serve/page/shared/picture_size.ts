/**
 * Sizes that the service is asked for: it paints no more pixels at a time than
 * {@linkcode maxPixels}, and the page asks for no more.
 *
 * @module
 */

/** Frames of a walk on the page, both ends included. */
export const WALK_FRAMES = 32;

/**
 * Most pixels of the painted pictures of one answer, in their final size. A GIF
 * may have twice as many: with them it takes less time than a PNG.
 *
 * @param format Kind of file, its extension.
 */
export function maxPixels(format: string): number {
  return format === "gif" ? 2 ** 23 : 2 ** 22;
}

const SCALES = [8, 4, 2, 1];

/**
 * The largest scale at which the service paints pictures.
 *
 * @param size Rows and columns of one picture.
 * @param pictures How many there are in one answer.
 * @param wanted The largest scale that is of use: 1, 2, 4 or 8.
 * @param format Kind of file, its extension.
 * @returns 1, 2, 4 or 8.
 */
export function largestScale(
  size: { width: number; height: number },
  pictures: number,
  wanted: number,
  format: string,
): number {
  const pixels = size.width * size.height * pictures;
  return SCALES.find((scale) =>
    scale <= wanted && pixels * scale ** 2 <= maxPixels(format)
  ) ?? 1;
}

/**
 * Name of the file of a seed's picture: other sizes have other names.
 *
 * @param card Name and size of the generator's pictures.
 * @param seed The seed.
 * @param format Kind of file, its extension.
 * @param scale How many times as large the picture is.
 * @returns For instance `toon-head-7.png` or `toon-head-7-512x512.png`.
 */
export function pictureFile(
  { name, architecture }: {
    name: string;
    architecture: { width: number; height: number };
  },
  seed: number,
  format: string,
  scale: number,
): string {
  const { width, height } = architecture;
  const size = scale === 1 ? "" : `-${width * scale}x${height * scale}`;
  return `${name}-${seed}${size}.${format}`;
}
