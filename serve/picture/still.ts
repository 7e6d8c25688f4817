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

const ENCODERS: Record<
  Exclude<Format, "gif">,
  (picture: RgbPicture) => Promise<Uint8Array<ArrayBuffer>>
> = {
  png: (picture) => Promise.resolve(encodePng(picture)),
  // Colours in full resolution: halving it shows in pictures this small.
  jpg: async (picture) => {
    const encode = await jpegEncoder();
    return new Uint8Array(
      await encode(toImageData(picture), {
        quality: QUALITY,
        auto_subsample: false,
        chroma_subsample: 1,
      }),
    );
  },
  webp: async (picture) => {
    const encode = await webpEncoder();
    return new Uint8Array(
      await encode(toImageData(picture), { quality: QUALITY }),
    );
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
