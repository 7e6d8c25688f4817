/**
 * PNG files whose bytes depend on nothing but the picture.
 *
 * @module
 */

// @ts-types="./imagescript_png.d.ts"
import { encode } from "imagescript/png";
import type { RgbPicture } from "./picture.ts";

/**
 * Effort of the compression, 0 to 9. Part of what makes a seed's PNG the same
 * bytes everywhere: changing it changes them all.
 */
const LEVEL = 9;

/**
 * Encodes a picture as an 8-bit RGB PNG.
 *
 * The compression is JavaScript (imagescript carries fflate) and not the
 * runtime's zlib, whose output may change with its version; nothing else, like
 * a time, is written into the file. So equal pictures give equal bytes, on
 * every machine and in every version of Deno.
 *
 * @param picture What to encode.
 * @returns The content of a PNG file.
 */
export function encodePng(picture: RgbPicture): Uint8Array<ArrayBuffer> {
  const { width, height, rgb } = picture;
  return encode(rgb, { width, height, channels: 3, level: LEVEL });
}
