/**
 * What the PNG decoder does not do: it checks no checksum, wants the last chunk
 * and knows nothing of EXIF data.
 *
 * @module
 */

import crc32 from "crc-32";
import { UnusablePicture } from "./unusable_picture.ts";

/** Chunks that decide the pixels; damage to any other does no harm. */
const CHECKED: ReadonlySet<string> = new Set(
  ["IHDR", "PLTE", "tRNS", "IDAT", "eXIf"],
);
const SIGNATURE = 8;
/** Length, name and checksum of a chunk. */
const FRAME = 12;
const END = Uint8Array.of(0, 0, 0, 0, 73, 69, 78, 68, 0xae, 0x42, 0x60, 0x82);

/** A PNG that was looked over. */
interface CheckedPng {
  /** A whole file, alone in its buffer. */
  file: Uint8Array<ArrayBuffer>;
  /** EXIF data, if there is any. */
  exif: Uint8Array | undefined;
}

/**
 * Checks the checksums of a PNG and appends its last chunk if that is missing.
 *
 * @param bytes The whole file.
 * @throws {UnusablePicture} If the PNG is damaged, cut off within a chunk, or
 * written for iPhones alone.
 */
export function checkPng(bytes: Uint8Array<ArrayBuffer>): CheckedPng {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let exif: Uint8Array | undefined;
  let at = SIGNATURE;
  while (at + FRAME <= bytes.length) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (name === "IEND") return { file: bytes, exif };
    const end = at + 8 + length;
    if (end + 4 > bytes.length) throw new UnusablePicture("is a damaged PNG");
    if (CHECKED.has(name)) {
      const sum = crc32.buf(bytes.subarray(at + 4, end));
      if (sum !== view.getInt32(end)) {
        throw new UnusablePicture("is a damaged PNG");
      }
    }
    if (name === "eXIf") exif = bytes.subarray(at + 8, end);
    at = end + 4;
  }
  const file = new Uint8Array(at + END.length);
  file.set(bytes.subarray(0, at));
  file.set(END, at);
  return { file, exif };
}
