/**
 * What the BMP decoder gets wrong: 16 bits a pixel, files whose pixels have no
 * stated place, and small files of OS/2.
 *
 * @module
 */

import type { Picture } from "./picture.ts";
import { UnusablePicture } from "./unusable_picture.ts";

/** Length of the file header; the bitmap header follows. */
const FILE_HEADER = 14;
/** Length of the header of OS/2. */
const OS2_HEADER = 12;
/** Values of the field `biCompression`. */
const [PLAIN, MASKS, MASKS_AND_ALPHA] = [0, 3, 6];

/** The fields of a BMP's headers that matter here. */
interface BmpHeader {
  /** Rows. */
  height: number;
  /** Columns. */
  width: number;
  /** Whether the first row of the file is the top one. */
  isTopDown: boolean;
  /** Length of the bitmap header, which says its kind. */
  length: number;
  bits: number;
  compression: number;
  /** Entries of the colour table. */
  colours: number;
  /** Where the pixels begin. */
  pixels: number;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * Reads the headers of a BMP.
 *
 * @param bytes The whole file, or as much of it as the headers take.
 * @throws {RangeError} If the file ends within them.
 */
export function readBmpHeader(bytes: Uint8Array): BmpHeader {
  const view = viewOf(bytes);
  const length = view.getUint32(14, true);
  const isOs2 = length === OS2_HEADER;
  const rows = isOs2 ? view.getUint16(20, true) : view.getInt32(22, true);
  const bits = view.getUint16(isOs2 ? 24 : 28, true);
  // The header of OS/2 2 may end behind the number of bits.
  const compression = length >= 40 ? view.getUint32(30, true) : PLAIN;
  const stated = length >= 40 ? view.getUint32(46, true) : 0;
  const colours = bits <= 8 ? stated || 1 << bits : 0;
  const masks = length > 40
    ? 0
    : compression === MASKS
    ? 12
    : compression === MASKS_AND_ALPHA
    ? 16
    : 0;
  const behind = FILE_HEADER + length + masks + colours * (isOs2 ? 3 : 4);
  return {
    width: isOs2 ? view.getUint16(18, true) : Math.abs(view.getInt32(18, true)),
    height: Math.abs(rows),
    isTopDown: rows < 0,
    length,
    bits,
    compression,
    colours,
    // Some writers leave the field empty and put the pixels behind the colours.
    pixels: view.getUint32(10, true) || behind,
  };
}

/** Bytes of a row of a BMP that is not compressed. */
function rowLength({ width, bits }: BmpHeader): number {
  return Math.ceil(width * bits / 32) * 4;
}

/**
 * Gives the decoder a file that it takes: the place of the pixels filled in,
 * and enough bytes.
 *
 * @param bytes The whole file.
 * @throws {RangeError} If the file ends within its headers.
 */
export function mendBmp(bytes: Uint8Array): Uint8Array {
  const header = readBmpHeader(bytes);
  const isWhole = header.compression === PLAIN &&
    header.pixels + header.height * rowLength(header) <= bytes.length;
  // The decoder takes a colour of OS/2 for four bytes long, and misses them.
  const least = FILE_HEADER + header.length + 4 * header.colours;
  const length = isWhole ? Math.max(bytes.length, least) : bytes.length;
  const isPlaceStated = viewOf(bytes).getUint32(10, true) !== 0;
  if (isPlaceStated && length === bytes.length) return bytes;
  const mended = new Uint8Array(length);
  mended.set(bytes);
  viewOf(mended).setUint32(10, header.pixels, true);
  return mended;
}

/** Where the colours of 16 bits lie: by default five bits each. */
function masksOf(view: DataView, { compression }: BmpHeader): number[] {
  if (compression === PLAIN) return [0x7c00, 0x03e0, 0x001f];
  if (compression !== MASKS && compression !== MASKS_AND_ALPHA) {
    throw new UnusablePicture("is a damaged BMP");
  }
  return [54, 58, 62].map((at) => view.getUint32(at, true));
}

/** All bytes that a colour can be, by its bits: dark to light, rounded down. */
function levels(mask: number): Uint8Array {
  const most = mask === 0 ? 0 : mask / (mask & -mask);
  return Uint8Array.from(
    { length: most + 1 },
    (_, value) => most === 0 ? 0 : Math.floor(value * 255 / most),
  );
}

/**
 * Decodes a BMP with 16 bits a pixel. An alpha bit is passed over, as Pillow
 * does.
 *
 * @param bytes The whole file.
 * @throws {RangeError} If the file is cut off.
 * @throws {UnusablePicture} If its colours are packed in a way that no program
 * writes.
 */
export function decode16BitBmp(bytes: Uint8Array): Picture {
  const header = readBmpHeader(bytes);
  const { height, width, isTopDown } = header;
  const view = viewOf(bytes);
  const masks = masksOf(view, header);
  if (masks.some((mask) => mask > 0xffff)) {
    throw new UnusablePicture("is a damaged BMP");
  }
  const shifts = masks.map((mask) => 31 - Math.clz32(mask & -mask));
  const bytesOf = masks.map(levels);
  const rgba = new Uint8ClampedArray(4 * height * width).fill(255);
  for (let row = 0; row < height; row++) {
    const line = isTopDown ? row : height - 1 - row;
    const from = header.pixels + line * rowLength(header);
    for (let column = 0; column < width; column++) {
      const pixel = view.getUint16(from + 2 * column, true);
      const to = 4 * (row * width + column);
      for (let channel = 0; channel < 3; channel++) {
        const mask = masks[channel] as number;
        const value = (pixel & mask) >>> (shifts[channel] as number);
        rgba[to + channel] = bytesOf[channel]?.[value] as number;
      }
    }
  }
  return { height, width, rgba };
}
