/** Types of the PNG module of imagescript, which ships none for it. */

/** What the bytes given to {@linkcode encode} are. */
export interface EncodeOptions {
  /** Columns. */
  width: number;
  /** Rows. */
  height: number;
  /** 1: grey, 2: grey and alpha, 3: RGB, 4: RGBA. */
  channels: 1 | 2 | 3 | 4;
  /** Effort of the compression, 0 (stored) to 9. */
  level: number;
}

/** PNG file of pixels `[height, width, channels]`, 8 bits a sample. */
export function encode(
  pixels: Uint8Array,
  options: EncodeOptions,
): Uint8Array<ArrayBuffer>;
