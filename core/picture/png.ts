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
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { encodePng } from "edge-dcgan/core/picture/png.ts";
 *
 * const red = { width: 1, height: 1, rgb: new Uint8Array([255, 0, 0]) };
 * const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
 * assertEquals([...encodePng(red).slice(0, 8)], signature);
 * ```
 */
export function encodePng(picture: RgbPicture): Uint8Array<ArrayBuffer> {
  const { width, height, rgb } = picture;
  return encode(rgb, { width, height, channels: 3, level: LEVEL });
}
