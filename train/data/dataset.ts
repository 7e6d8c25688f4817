/**
 * Training pictures in memory, and where they came from.
 *
 * @module
 */

import { createHash } from "node:crypto";
import type { Labels } from "./labels.ts";

/** A file or folder that was left out, and why. */
export interface SkippedPicture {
  /**
   * Path relative to the folder, with `/` between its parts; followed by "and N
   * more" where many are left out for the same reason.
   */
  file: string;
  /** One line for the user. */
  reason: string;
}

/** Equally large RGB pictures, ready for training. */
export interface Dataset {
  /** Short name: that of the folder, of the demo set or of the IDX file. */
  name: string;
  /** What was asked for with `--data`, without folders of this machine. */
  source: string;
  /** Whom to credit for the pictures, if that is known. */
  credit?: string;
  /** Licence of the pictures, if that is known. */
  licence?: string;
  /** Rows of every picture. */
  height: number;
  /** Columns of every picture. */
  width: number;
  /** Number of pictures. */
  count: number;
  /** `[count, 3, height, width]`, red, green and blue planes, 0..255. */
  pixels: Uint8Array<ArrayBuffer>;
  /** Which class each picture belongs to, if they are labelled. */
  labels?: Labels;
  /**
   * {@linkcode fingerprint} of the pixels, with labels also of these: the same
   * pictures, the same text.
   */
  fingerprint: string;
  /** Pictures that could not be used. */
  skipped: SkippedPicture[];
}

/** What {@linkcode fingerprint} is taken of. */
export type PixelBlock = Pick<
  Dataset,
  "height" | "width" | "count" | "pixels"
>;

/** Hashing goes in slices: one call over gigabytes is refused. */
const HASH_SLICE = 1 << 26;

/**
 * Identifies the pictures of a run.
 *
 * @param block Pixels `[count, 3, height, width]` and their shape.
 * @returns SHA-256 of the shape and the pixels, 64 hexadecimal digits.
 */
export function fingerprint(block: PixelBlock): string {
  const { height, width, count, pixels } = block;
  const hash = createHash("sha256").update(`${count}x3x${height}x${width}\n`);
  for (let start = 0; start < pixels.length; start += HASH_SLICE) {
    hash.update(pixels.subarray(start, start + HASH_SLICE));
  }
  return hash.digest("hex");
}
