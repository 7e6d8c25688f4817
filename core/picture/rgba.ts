import type { RgbPicture } from "./picture.ts";

/** Writes a picture's colours, with an alpha of 255, to `rgba` from `to` on. */
export function writeRgba(
  { rgb }: RgbPicture,
  rgba: Uint8ClampedArray,
  to = 0,
): void {
  for (let from = 0; from < rgb.length; from += 3, to += 4) {
    rgba[to] = rgb[from] as number;
    rgba[to + 1] = rgb[from + 1] as number;
    rgba[to + 2] = rgb[from + 2] as number;
    rgba[to + 3] = 255;
  }
}

/**
 * The picture in the form that encoders of the web take.
 *
 * @param picture Opaque colours.
 * @returns The same colours with an alpha of 255.
 */
export function toImageData(picture: RgbPicture): ImageData {
  const { width, height } = picture;
  const rgba = new Uint8ClampedArray(width * height * 4);
  writeRgba(picture, rgba);
  return new ImageData(rgba, width, height);
}

/**
 * The inverse of {@linkcode toImageData}; alpha is left out.
 *
 * @param image Opaque colours.
 */
export function fromImageData({ width, height, data }: ImageData): RgbPicture {
  const rgb = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; to < rgb.length; from += 4, to += 3) {
    rgb[to] = data[from] as number;
    rgb[to + 1] = data[from + 1] as number;
    rgb[to + 2] = data[from + 2] as number;
  }
  return { width, height, rgb };
}
