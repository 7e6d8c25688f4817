/**
 * What kind of picture a file holds and how large it says it is, read from its
 * first bytes without decoding anything.
 *
 * @module
 */

import { readBmpHeader } from "./bmp.ts";
import { firstFrame } from "./gif.ts";
import { UnusablePicture } from "./unusable_picture.ts";

/** The formats that are decoded. */
export type PictureFormat = "PNG" | "JPEG" | "WebP" | "GIF" | "BMP";

/** A size as a file states it. */
export interface PictureSize {
  /** Rows. */
  height: number;
  /** Columns. */
  width: number;
}

/** Bytes enough for {@linkcode pictureFormat}. */
export const SNIFFED_BYTES = 32;

/** Sizes of the BMP headers that exist; "BM" alone also begins plain text. */
const BMP_HEADERS: readonly number[] = [12, 16, 40, 52, 56, 64, 108, 124];

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Latin-1 text of `length` bytes; shorter at the end of the file. */
function text(bytes: Uint8Array, start: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(start, start + length));
}

/**
 * Recognises a picture by its first bytes; names and extensions lie.
 *
 * @param bytes The file or its first {@linkcode SNIFFED_BYTES} bytes.
 * @returns The format; `undefined` if it is none of those that are decoded.
 */
export function pictureFormat(bytes: Uint8Array): PictureFormat | undefined {
  if (text(bytes, 0, 8) === "\x89PNG\r\n\x1a\n") return "PNG";
  if (text(bytes, 0, 3) === "\xff\xd8\xff") return "JPEG";
  if (/^GIF8[79]a/.test(text(bytes, 0, 6))) return "GIF";
  if (text(bytes, 0, 4) === "RIFF" && text(bytes, 8, 4) === "WEBP") {
    return "WebP";
  }
  if (text(bytes, 0, 2) === "BM" && bytes.length >= 18) {
    const header = viewOf(bytes).getUint32(14, true);
    if (BMP_HEADERS.includes(header)) return "BMP";
  }
  return undefined;
}

function jpegSize(bytes: Uint8Array): PictureSize {
  const view = viewOf(bytes);
  for (let at = 2;;) {
    // Any number of fill bytes may stand before a marker.
    if (view.getUint8(at++) !== 0xff) throw new RangeError();
    while (view.getUint8(at) === 0xff) at++;
    const marker = view.getUint8(at++);
    const isFrame = marker >= 0xc0 && marker <= 0xcf &&
      ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      if (marker > 0xc8) {
        throw new UnusablePicture(
          "is a JPEG with arithmetic coding: save it as an ordinary JPEG",
        );
      }
      if (marker > 0xc2) {
        throw new UnusablePicture(
          "is a lossless or hierarchical JPEG: save it as an ordinary JPEG",
        );
      }
      if (view.getUint8(at + 7) === 4) {
        throw new UnusablePicture(
          "is a JPEG in CMYK colours: convert it to RGB",
        );
      }
      return { height: view.getUint16(at + 3), width: view.getUint16(at + 5) };
    }
    at += view.getUint16(at);
  }
}

function webpSize(bytes: Uint8Array): PictureSize {
  const view = viewOf(bytes);
  switch (text(bytes, 12, 4)) {
    case "VP8X":
      if ((view.getUint8(20) & 2) !== 0) {
        throw new UnusablePicture(
          "is an animated WebP: save one frame as a picture",
        );
      }
      return {
        width: 1 + (view.getUint32(24, true) & 0xffffff),
        height: 1 + (view.getUint32(26, true) >>> 8),
      };
    case "VP8L": {
      const bits = view.getUint32(21, true);
      return { width: 1 + (bits & 0x3fff), height: 1 + (bits >> 14 & 0x3fff) };
    }
    default:
      return {
        width: view.getUint16(26, true) & 0x3fff,
        height: view.getUint16(28, true) & 0x3fff,
      };
  }
}

function pngSize(bytes: Uint8Array): PictureSize {
  const view = viewOf(bytes);
  const chunk = text(bytes, 12, 4);
  if (chunk === "CgBI") {
    throw new UnusablePicture(
      "is a PNG in Apple's CgBI form: convert it to an ordinary PNG",
    );
  }
  if (chunk !== "IHDR") throw new UnusablePicture("is a damaged PNG");
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

const SIZE_READERS = {
  PNG: pngSize,
  JPEG: jpegSize,
  WebP: webpSize,
  GIF: firstFrame,
  BMP: readBmpHeader,
} as const;

/**
 * The size that a picture file states, so that a small file that unpacks to
 * gigabytes is refused before it is decoded.
 *
 * @param bytes The whole file.
 * @param format Its format.
 * @returns The size before any rotation.
 * @throws {UnusablePicture} If the file ends too early or is of a kind that is
 * not decoded (CMYK or arithmetic-coded JPEG, animated WebP, CgBI).
 */
export function pictureSize(
  bytes: Uint8Array,
  format: PictureFormat,
): PictureSize {
  try {
    const { height, width } = SIZE_READERS[format](bytes);
    return { height, width };
  } catch (error) {
    // A read past the end, or no marker where a JPEG must have one.
    if (!(error instanceof RangeError)) throw error;
    throw new UnusablePicture(`is a damaged ${format}`);
  }
}
