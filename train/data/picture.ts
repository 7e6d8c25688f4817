/**
 * One decoded picture, before it becomes a row of a dataset.
 *
 * @module
 */

/** A decoded picture: `[height, width, 4]` interleaved RGBA, 0..255. */
export interface Picture {
  /** Rows. */
  height: number;
  /** Columns. */
  width: number;
  /** Straight (not premultiplied) RGBA, row by row, in a buffer of its own. */
  rgba: Uint8ClampedArray<ArrayBuffer>;
}

/** Red, green and blue, 0..255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/**
 * Reads a colour.
 *
 * @param digits Six hexadecimal digits.
 */
export function parseRgb(digits: string): Rgb {
  const channel = (index: number) =>
    parseInt(digits.slice(2 * index, 2 * index + 2), 16);
  return [channel(0), channel(1), channel(2)];
}

/**
 * Lays a picture over a plain background, in place.
 *
 * @param picture A picture whose pixels may be transparent; opaque afterwards.
 * @param background Colour that shows through.
 * @returns The same picture.
 */
export function flatten(picture: Picture, background: Rgb): Picture {
  const { rgba } = picture;
  const [red, green, blue] = background;
  for (let pixel = 0; pixel < rgba.length; pixel += 4) {
    const alpha = rgba[pixel + 3] as number;
    if (alpha === 255) continue;
    const over = (value: number, under: number) =>
      (value * alpha + under * (255 - alpha)) / 255;
    // A clamped array rounds to the nearest integer by itself.
    rgba[pixel] = over(rgba[pixel] as number, red);
    rgba[pixel + 1] = over(rgba[pixel + 1] as number, green);
    rgba[pixel + 2] = over(rgba[pixel + 2] as number, blue);
    rgba[pixel + 3] = 255;
  }
  return picture;
}

/**
 * Writes the colours of an opaque picture as three planes.
 *
 * @param picture The picture, `[height, width, 4]`.
 * @param planes Receives `[3, height, width]`.
 */
export function writePlanes(picture: Picture, planes: Uint8Array): void {
  const { rgba } = picture;
  const area = picture.height * picture.width;
  for (let index = 0; index < area; index++) {
    planes[index] = rgba[4 * index] as number;
    planes[area + index] = rgba[4 * index + 1] as number;
    planes[2 * area + index] = rgba[4 * index + 2] as number;
  }
}
