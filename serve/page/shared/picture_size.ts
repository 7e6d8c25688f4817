/**
 * Sizes that the service is asked for: it paints no more pixels at a time than
 * {@linkcode MAX_PIXELS}, and the page asks for no more.
 *
 * @module
 */

/** Frames of a walk on the page, both ends included. */
export const WALK_FRAMES = 32;

/** Most pixels of all pictures of one answer together. */
export const MAX_PIXELS = 2 ** 22;

const SCALES = [8, 4, 2, 1];

/**
 * The largest scale at which the service paints pictures.
 *
 * @param size Rows and columns of one picture.
 * @param pictures How many there are in one answer.
 * @param wanted The largest scale that is of use: 1, 2, 4 or 8.
 * @returns 1, 2, 4 or 8.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { largestScale } from "edge-dcgan/serve/page/shared/picture_size.ts";
 *
 * assertEquals(largestScale({ width: 64, height: 64 }, 1, 8), 8);
 * assertEquals(largestScale({ width: 128, height: 128 }, 32, 4), 2);
 * ```
 */
export function largestScale(
  size: { width: number; height: number },
  pictures: number,
  wanted: number,
): number {
  const pixels = size.width * size.height * pictures;
  return SCALES.find((scale) =>
    scale <= wanted && pixels * scale ** 2 <= MAX_PIXELS
  ) ?? 1;
}
