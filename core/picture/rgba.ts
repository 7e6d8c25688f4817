import type { RgbPicture } from "./picture.ts";

/**
 * The picture in the form that encoders of the web take.
 *
 * @param picture Opaque colours.
 * @returns The same colours with an alpha of 255.
 */
export function toImageData({ width, height, rgb }: RgbPicture): ImageData {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    rgba[to] = rgb[from] as number;
    rgba[to + 1] = rgb[from + 1] as number;
    rgba[to + 2] = rgb[from + 2] as number;
    rgba[to + 3] = 255;
  }
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
