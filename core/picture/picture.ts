/**
 * From what a generator returns to pictures that can be stored and looked at.
 *
 * @module
 */

/** A picture of 8-bit red, green and blue. */
export interface RgbPicture {
  /** Columns. */
  width: number;
  /** Rows. */
  height: number;
  /** `[height, width, 3]`, 0..255. */
  rgb: Uint8Array<ArrayBuffer>;
}

/**
 * The 8-bit value of a float in [-1, 1]: round((x + 1) · 127.5), halves up;
 * what lies outside is clamped first, and NaN is black once it is stored as a
 * byte.
 *
 * @param x Any number.
 * @returns An integer in [0, 255], or NaN.
 */
export function byteOf(x: number): number {
  return Math.round((Math.min(Math.max(x, -1), 1) + 1) * 127.5);
}

/**
 * Pictures of a batch of images.
 *
 * -1 becomes 0 and 1 becomes 255; a value x becomes round((x + 1) · 127.5),
 * halves rounded up, after clamping to [-1, 1]; NaN becomes 0.
 *
 * @param images `[N, 3, height, width]`, red, green and blue planes in [-1, 1].
 * @param size Rows and columns of each image.
 * @returns N pictures.
 * @throws {RangeError} If the length is not a multiple of 3 · height · width.
 */
export function toPictures(
  images: Float32Array,
  size: { height: number; width: number },
): RgbPicture[] {
  const { height, width } = size;
  const plane = height * width;
  const count = images.length / (3 * plane);
  if (!Number.isInteger(count)) {
    throw new RangeError(
      `Cannot take pictures of ${height}x${width}: ${images.length} values are not a multiple of ${
        3 * plane
      }`,
    );
  }
  return Array.from({ length: count }, (_, index) => {
    const rgb = new Uint8Array(3 * plane);
    const start = index * 3 * plane;
    for (let pixel = 0; pixel < plane; pixel++) {
      for (let channel = 0; channel < 3; channel++) {
        rgb[pixel * 3 + channel] = byteOf(
          images[start + channel * plane + pixel] as number,
        );
      }
    }
    return { width, height, rgb };
  });
}
