import type { RgbPicture } from "./picture.ts";

/** How {@linkcode pictureGrid} lays pictures out. */
export interface GridOptions {
  /** Pictures in a row. */
  columns: number;
  /**
   * Pixels between pictures and around them.
   *
   * @default {2}
   */
  gap?: number;
}

/**
 * Lays equally large pictures out in a white grid, row by row. The last row may
 * be short.
 *
 * @param pictures One or more pictures of the same size.
 * @param options Columns and gap.
 * @returns One picture, columns · (width + gap) + gap wide and
 *   rows · (height + gap) + gap high.
 * @throws {RangeError} If there is no picture, if their sizes differ, or if
 *   `columns` is not an integer from 1 or `gap` not one from 0.
 */
export function pictureGrid(
  pictures: readonly RgbPicture[],
  options: GridOptions,
): RgbPicture {
  const { columns, gap = 2 } = options;
  const [first] = pictures;
  if (first === undefined) {
    throw new RangeError("Cannot lay out a grid: there are no pictures");
  }
  if (!Number.isInteger(columns) || columns < 1) {
    throw new RangeError(
      `Cannot lay out a grid: columns is ${columns}, not an integer from 1`,
    );
  }
  if (!Number.isInteger(gap) || gap < 0) {
    throw new RangeError(
      `Cannot lay out a grid: gap is ${gap}, not an integer from 0`,
    );
  }
  const rows = Math.ceil(pictures.length / columns);
  const width = columns * (first.width + gap) + gap;
  const height = rows * (first.height + gap) + gap;
  const rgb = new Uint8Array(width * height * 3);
  const isCovered = gap === 0 && rows * columns === pictures.length;
  if (!isCovered) rgb.fill(255);

  pictures.forEach((picture, index) => {
    if (picture.width !== first.width || picture.height !== first.height) {
      throw new RangeError(
        `Cannot lay out a grid: picture ${index} is ${picture.width}x${picture.height}, the first ${first.width}x${first.height}`,
      );
    }
    const left = gap + (index % columns) * (first.width + gap);
    const top = gap + Math.floor(index / columns) * (first.height + gap);
    const row = first.width * 3;
    for (let y = 0; y < first.height; y++) {
      const pixels = picture.rgb.subarray(y * row, (y + 1) * row);
      rgb.set(pixels, ((top + y) * width + left) * 3);
    }
  });
  return { width, height, rgb };
}
