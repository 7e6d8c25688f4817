/**
 * What is to be painted, as plain data that waits in the queue and is sent to a
 * worker as it is.
 *
 * @module
 */

/** Kinds of picture files, by their extensions. */
export type Format = "png" | "jpg" | "webp" | "gif";

/** Pictures side by side in one still picture, row by row. */
export interface GridArrangement {
  /** Which arrangement it is. */
  readonly kind: "grid";
  /** Pictures in a row. */
  readonly columns: number;
  /** White pixels between pictures and around them. */
  readonly gap: number;
}

/** Pictures one after the other. */
export interface AnimationArrangement {
  /** Which arrangement it is. */
  readonly kind: "animation";
  /** Whether it starts again at its end, for ever. */
  readonly repeats: boolean;
}

/** Everything that the bytes of a file depend on. */
export interface PictureJob {
  /** Digest of the generator that paints. */
  readonly generator: string;
  /** How much work it is, as {@linkcode weigh} says. */
  readonly weight: number;
  /** `[N, 100]`, row-major, N ≥ 1. */
  readonly latents: Float32Array<ArrayBuffer>;
  /** `[N, classes]`, if the generator is conditional. */
  readonly labels?: Float32Array<ArrayBuffer>;
  /**
   * Which painted pictures are shown, in order; a picture may be shown more
   * than once. By default each is shown once.
   */
  readonly order?: readonly number[];
  /** How many times as large each picture is, 1 to 8. */
  readonly scale: number;
  /** Squares for pixels, or a bicubic filter. */
  readonly resize: "nearest" | "smooth";
  /** How they lie in space or time. */
  readonly arrangement: GridArrangement | AnimationArrangement;
  /** `gif` for an animation, another for a grid. */
  readonly format: Format;
}

/** One picture in its own size, and nothing around it. */
export const SINGLE: GridArrangement = { kind: "grid", columns: 1, gap: 0 };

/** So many encoded pixels take about as long as painting a picture. */
const PIXELS_PER_WEIGHT = 65_536;

/**
 * How much work a job is: 1 for each picture, and 1 for each 65,536 pixels to
 * encode.
 *
 * @param pictures How many are painted, an integer from 1.
 * @param pixels How many they have together, in their final size.
 */
export function weigh(pictures: number, pixels: number): number {
  return pictures + Math.floor(pixels / PIXELS_PER_WEIGHT);
}
