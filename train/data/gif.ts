/**
 * The first frame of a GIF. The decoders on npm either refuse sound files (no
 * trailer, 15 million pixels), alter the size of some screens, or fill the
 * missing part of a file that was cut off without an error.
 *
 * @module
 */

import type { Picture } from "./picture.ts";
import { UnusablePicture } from "./unusable_picture.ts";

/** Codes of the LZW dictionary; none is longer than 12 bits. */
const MOST_CODES = 4096;
/** First rows of the four passes of an interlaced frame, and their steps. */
const PASSES = [[0, 8], [4, 8], [2, 4], [1, 2]] as const;
/** A first frame that covers less of the picture does not show it. */
const LEAST_COVERED = 0.1;

/** Where things are in a file, as far as the first frame needs them. */
interface GifFrame {
  /** Rows of the screen, enlarged to hold the frame. */
  height: number;
  /** Columns of the screen, enlarged to hold the frame. */
  width: number;
  /** Place and size of the frame on the screen, in pixels. */
  frame: { left: number; top: number; width: number; height: number };
  isInterlaced: boolean;
  /** RGB triples, at most 256. */
  palette: Uint8Array;
  /** Index of the transparent colour, if there is one. */
  transparent: number | undefined;
  /** Where the compressed indices begin. */
  data: number;
}

/** The colours of a file without a colour table. */
const GREYS = Uint8Array.from({ length: 3 * 256 }, (_, at) => at / 3);

/**
 * Finds the first frame of a GIF.
 *
 * @param bytes The whole file.
 * @throws {RangeError} If the file ends before the frame's pixels.
 * @throws {UnusablePicture} If there is no frame.
 */
export function firstFrame(bytes: Uint8Array): GifFrame {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tableLength = (flags: number) => {
    return flags & 0x80 ? 3 << ((flags & 7) + 1) : 0;
  };
  let at = 13 + tableLength(view.getUint8(10));
  let palette = at > 13 ? bytes.subarray(13, at) : GREYS;
  let transparent: number | undefined;
  while (view.getUint8(at) === 0x21) { // Extension.
    if (view.getUint8(at + 1) === 0xf9) { // Graphic control.
      transparent = view.getUint8(at + 3) & 1
        ? view.getUint8(at + 6)
        : undefined;
    }
    at += 2;
    while (view.getUint8(at) !== 0) at += 1 + view.getUint8(at);
    at++;
  }
  if (view.getUint8(at) !== 0x2c) {
    throw new UnusablePicture("is a damaged GIF");
  }
  const [left, top, width, height] = [1, 3, 5, 7].map((offset) => {
    return view.getUint16(at + offset, true);
  }) as [number, number, number, number];
  const flags = view.getUint8(at + 9);
  at += 10;
  if (flags & 0x80) palette = bytes.subarray(at, at + tableLength(flags));
  return {
    width: Math.max(view.getUint16(6, true), left + width),
    height: Math.max(view.getUint16(8, true), top + height),
    frame: { left, top, width, height },
    isInterlaced: (flags & 0x40) !== 0,
    palette,
    transparent,
    data: at + tableLength(flags),
  };
}

/** Joins blocks of up to 255 bytes, as far as the file has them. */
function joinBlocks(bytes: Uint8Array, start: number): Uint8Array {
  const joined = new Uint8Array(bytes.length - start);
  let length = 0;
  for (let at = start; at < bytes.length && bytes[at] !== 0;) {
    const block = bytes.subarray(at + 1, at + 1 + (bytes[at] as number));
    joined.set(block, length);
    length += block.length;
    at += 1 + (bytes[at] as number);
  }
  return joined.subarray(0, length);
}

/**
 * Unpacks LZW codes of a growing number of bits.
 *
 * @param packed The codes.
 * @param bits Bits of a colour index.
 * @param count How many indices there are.
 * @throws {UnusablePicture} If they end early or cannot be codes.
 */
function unpack(packed: Uint8Array, bits: number, count: number): Uint8Array {
  const damaged = () => new UnusablePicture("is a damaged GIF");
  if (bits < 1 || bits > 11) throw damaged();
  const clear = 1 << bits;
  // A code stands for the indices of another code and one index more.
  const prefix = new Uint16Array(MOST_CODES);
  const last = Uint8Array.from({ length: MOST_CODES }, (_, code) => code);
  const first = last.slice();
  const lengths = new Uint16Array(MOST_CODES).fill(1);
  const indices = new Uint8Array(count);
  let known = clear + 2;
  let codeBits = bits + 1;
  let before: number | undefined;
  let [buffer, buffered, at, done] = [0, 0, 0, 0];
  while (done < count) {
    while (buffered < codeBits) {
      if (at === packed.length) throw damaged();
      buffer |= (packed[at++] as number) << buffered;
      buffered += 8;
    }
    const code = buffer & ((1 << codeBits) - 1);
    buffer >>>= codeBits;
    buffered -= codeBits;
    if (code === clear) {
      [known, codeBits, before] = [clear + 2, bits + 1, undefined];
      continue;
    }
    const isNext = code === known && before !== undefined;
    if (code === clear + 1 || code >= known && !isNext) throw damaged();
    if (before !== undefined && known < MOST_CODES) {
      prefix[known] = before;
      first[known] = first[before] as number;
      last[known] = first[isNext ? before : code] as number;
      lengths[known] = (lengths[before] as number) + 1;
      known++;
      if (known === 1 << codeBits && codeBits < 12) codeBits++;
    }
    const end = done + (lengths[code] as number);
    for (let to = end - 1, from = code; to >= done; to--) {
      // Indices past the last pixel are written nowhere.
      indices[to] = last[from] as number;
      from = prefix[from] as number;
    }
    done = end;
    before = code;
  }
  return indices;
}

/** The rows of a frame in the order in which the file has them. */
function rowOrder(height: number, isInterlaced: boolean): number[] {
  const rows = Array.from({ length: height }, (_, row) => row);
  if (!isInterlaced) return rows;
  return PASSES.flatMap(([start, step]) =>
    rows.filter((row) => row >= start && (row - start) % step === 0)
  );
}

/**
 * Decodes the first frame of a GIF; what the frame leaves free is transparent.
 *
 * @param bytes The whole file; what follows the first frame does not matter.
 * @throws {RangeError} If the file ends before the frame's pixels.
 * @throws {UnusablePicture} If the frame is damaged, or covers so little of the
 * picture that it does not show it.
 */
export function decodeGif(bytes: Uint8Array): Picture {
  const { height, width, frame, ...rest } = firstFrame(bytes);
  const area = frame.width * frame.height;
  const bits = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .getUint8(rest.data);
  const indices = unpack(joinBlocks(bytes, rest.data + 1), bits, area);
  if (area < LEAST_COVERED * height * width) {
    throw new UnusablePicture(
      `is a GIF whose first frame has only ${frame.width} × ${frame.height} of its ${width} × ${height} pixels`,
    );
  }
  const colours = new Uint8ClampedArray(4 * 256);
  for (let index = 0; index < 256; index++) {
    const rgb = rest.palette.subarray(3 * index, 3 * index + 3);
    colours.set(rgb, 4 * index);
    colours[4 * index + 3] = index === rest.transparent ? 0 : 255;
  }
  const pixelOf = new Uint32Array(colours.buffer);
  const pixels = new Uint32Array(height * width);
  rowOrder(frame.height, rest.isInterlaced).forEach((row, position) => {
    let to = (frame.top + row) * width + frame.left;
    const start = position * frame.width;
    for (let from = start; from < start + frame.width; from++) {
      pixels[to++] = pixelOf[indices[from] as number] as number;
    }
  });
  return { height, width, rgba: new Uint8ClampedArray(pixels.buffer) };
}
