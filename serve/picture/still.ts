/**
 * Files of still pictures whose bytes depend on nothing but the picture: all
 * encoders are JavaScript or WebAssembly.
 *
 * @module
 */

import type { RgbPicture } from "../../core/picture/picture.ts";
import { encodePng } from "../../core/picture/png.ts";
import { jpegEncoder, webpEncoder } from "./codecs.ts";
import type { Format } from "./job.ts";
import { toImageData } from "../../core/picture/rgba.ts";

/** How good JPEG and WebP are, 0 to 100. */
const QUALITY = 90;

/**
 * Pixels above which an encoder is not used again: the memory that it took for
 * a picture is never given back, and 4 million pixels take it 100 MB.
 */
const LARGE = 2 ** 20;

const isLarge = ({ width, height }: RgbPicture) => width * height > LARGE;

const ENCODERS: Record<
  Exclude<Format, "gif">,
  (picture: RgbPicture) => Promise<Uint8Array<ArrayBuffer>>
> = {
  png: (picture) => Promise.resolve(encodePng(picture)),
  // Colours in full resolution: halving it shows in pictures this small.
  jpg: async (picture) => {
    const { encode, renew } = await jpegEncoder();
    const bytes = await encode(toImageData(picture), {
      quality: QUALITY,
      auto_subsample: false,
      chroma_subsample: 1,
    });
    if (isLarge(picture)) await renew();
    return new Uint8Array(bytes);
  },
  webp: async (picture) => {
    const { encode, renew } = await webpEncoder();
    const bytes = await encode(toImageData(picture), { quality: QUALITY });
    if (isLarge(picture)) await renew();
    return new Uint8Array(bytes);
  },
};

/**
 * Encodes a picture: PNG without loss, JPEG (MozJPEG) and WebP with a quality
 * of 90.
 *
 * @param picture What to encode.
 * @param format Kind of file.
 * @returns The content of the file: equal pictures give equal bytes.
 */
export function encodeStill(
  picture: RgbPicture,
  format: Exclude<Format, "gif">,
): Promise<Uint8Array<ArrayBuffer>> {
  return ENCODERS[format](picture);
}
