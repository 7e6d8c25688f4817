/** Types of gifenc, which ships none. */

/** Red, green and blue, 0..255. */
export type Colour = [number, number, number];

/** Writes one file. */
export interface Encoder {
  /** Appends a frame; the first one brings palette and repetitions. */
  writeFrame(
    indices: Uint8Array,
    width: number,
    height: number,
    options: {
      /** Colours, at most 256. */
      palette?: readonly Colour[];
      /** Milliseconds the frame is shown. */
      delay?: number;
      /** -1: once, 0: for ever. */
      repeat?: number;
    },
  ): void;
  /** Appends the end of the file. */
  finish(): void;
  /** A copy of what was written. */
  bytes(): Uint8Array<ArrayBuffer>;
}

/** An encoder that has written nothing yet. */
export function GIFEncoder(): Encoder;

/**
 * At most `maxColors` colours that stand for all pixels; colours that are the
 * same in the bits of `format` are averaged first.
 */
export function quantize(
  rgba: Uint8ClampedArray,
  maxColors: number,
  options: { format: "rgb444" | "rgb565" },
): Colour[];

/** The nearest colour of the palette for each pixel. */
export function applyPalette(
  rgba: Uint8ClampedArray,
  palette: readonly Colour[],
): Uint8Array<ArrayBuffer>;
