/**
 * Pictures that are to be shown turned or mirrored.
 *
 * @module
 */

import type { Picture } from "./picture.ts";

/** EXIF tag of the orientation. */
const ORIENTATION = 0x0112;
const PREFIX = "Exif\0\0";

/**
 * The orientation that EXIF data state.
 *
 * @param exif A TIFF header and its first directory, with or without the prefix
 * that JPEGs put before them.
 * @returns 1..8; 1 (as it is) if none is stated or the data are damaged.
 */
export function exifOrientation(exif: Uint8Array): number {
  const start = String.fromCharCode(...exif.subarray(0, PREFIX.length));
  const tiff = start === PREFIX ? exif.subarray(PREFIX.length) : exif;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  try {
    const isLittle = view.getUint16(0) === 0x4949;
    const directory = view.getUint32(4, isLittle);
    const entries = view.getUint16(directory, isLittle);
    for (let entry = 0; entry < entries; entry++) {
      const at = directory + 2 + 12 * entry;
      if (view.getUint16(at, isLittle) !== ORIENTATION) continue;
      const value = view.getUint16(at + 8, isLittle);
      return value >= 1 && value <= 8 ? value : 1;
    }
  } catch (error) {
    // A read past the end.
    if (!(error instanceof RangeError)) throw error;
  }
  return 1;
}

/**
 * Turns a picture as its EXIF orientation asks.
 *
 * @param picture The picture as it is stored.
 * @param orientation 1..8.
 * @returns The picture as it is shown; the same object for 1.
 */
export function turn(picture: Picture, orientation: number): Picture {
  if (orientation === 1) return picture;
  const { height, width } = picture;
  const isMirroredAcross = [2, 3, 7, 8].includes(orientation);
  const isMirroredDown = [3, 4, 6, 7].includes(orientation);
  const swapsAxes = orientation >= 5;
  const source = new Uint32Array(picture.rgba.buffer);
  const turned = new Uint32Array(source.length);
  const shown = swapsAxes
    ? { height: width, width: height }
    : { height, width };
  let to = 0;
  for (let row = 0; row < shown.height; row++) {
    for (let column = 0; column < shown.width; column++) {
      const x = swapsAxes ? row : column;
      const y = swapsAxes ? column : row;
      const fromX = isMirroredAcross ? width - 1 - x : x;
      const fromY = isMirroredDown ? height - 1 - y : y;
      turned[to++] = source[fromY * width + fromX] as number;
    }
  }
  return { ...shown, rgba: new Uint8ClampedArray(turned.buffer) };
}
