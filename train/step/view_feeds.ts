/**
 * The random numbers of what the discriminator sees, drawn anew for every step.
 *
 * @module
 */

import { normals, type Stream, uniforms } from "../../core/noise/random.ts";
import {
  type Augmentation,
  AUGMENTATION_NUMBERS,
  AUGMENTATIONS,
  cutoutSize,
} from "../model/augmentation.ts";

/** A batch on its way to the discriminator. */
export interface View {
  /** Start of the names of its feeds. */
  readonly name: "real" | "fake";
  /** Pictures in it. */
  readonly batch: number;
  /** Rows of a picture. */
  readonly height: number;
  /** Columns of a picture. */
  readonly width: number;
  /** What its augmentation is drawn from. */
  readonly augmentationStream: Stream;
  /** What its instance noise is drawn from. */
  readonly noiseStream: Stream;
}

type AugmentationNumber = {
  [Kind in Augmentation]: keyof (typeof AUGMENTATION_NUMBERS)[Kind];
}[Augmentation];

/** Largest translation, as a part of height and width. */
const LARGEST_SHIFT = 1 / 8;

/** An integer in [0, `count`) from a number in [0, 1). */
function integer(uniform: number, count: number): number {
  return Math.floor(uniform * count);
}

/** An integer in [-⌊size / 8⌉, ⌊size / 8⌉]. */
function shift(uniform: number, size: number): number {
  const largest = Math.round(size * LARGEST_SHIFT);
  return integer(uniform, 2 * largest + 1) - largest;
}

/** Middle of a cut-out that may stand out on both sides. */
function cutMiddle(uniform: number, size: number): number {
  const cut = cutoutSize(size);
  const offset = integer(uniform, size + 1 - cut % 2);
  return offset - Math.floor(cut / 2) + (cut - 1) / 2;
}

/** From numbers in [0, 1) to those of an augmentation, with its usual ranges. */
const DRAWN = {
  brightness: (uniform) => uniform - 0.5,
  saturation: (uniform) => 2 * uniform,
  contrast: (uniform) => uniform + 0.5,
  shift_rows: (uniform, { height }) => shift(uniform, height),
  shift_columns: (uniform, { width }) => shift(uniform, width),
  cut_row: (uniform, { height }) => cutMiddle(uniform, height),
  cut_column: (uniform, { width }) => cutMiddle(uniform, width),
} as const satisfies Record<
  AugmentationNumber,
  (uniform: number, view: View) => number
>;

/** Numbers that the augmentations of a picture take, whether used or not. */
const PER_PICTURE = AUGMENTATIONS.length + Object.keys(DRAWN).length;

/**
 * Draws the augmentation of a batch.
 *
 * Each kind is applied to a picture, or not, on its own, as ADA does (Karras et
 * al., "Training Generative Adversarial Networks with Limited Data", 2020).
 *
 * @param view The batch.
 * @param kinds Which augmentations.
 * @param probability With which each is applied to a picture, 0..1.
 * @param seed Seed of the run.
 * @param step Step of the run, from 0.
 * @returns Feeds, `[batch, 1, 1, 1]` each.
 */
export function augmentationFeeds(
  view: View,
  kinds: readonly Augmentation[],
  probability: number,
  seed: number,
  step: number,
): Record<string, Float32Array> {
  const { name, batch, augmentationStream } = view;
  const feeds: Record<string, Float32Array> = {};
  if (kinds.length === 0) return feeds;
  const drawn = uniforms(seed, augmentationStream, step, batch * PER_PICTURE);
  // The place of a number among its picture's does not depend on the kinds.
  let column = AUGMENTATIONS.length;
  AUGMENTATIONS.forEach((kind, gate) => {
    for (
      const [number, unchanged] of Object.entries(AUGMENTATION_NUMBERS[kind])
    ) {
      const draw = DRAWN[number as keyof typeof DRAWN];
      const at = column++;
      if (!kinds.includes(kind)) continue;
      feeds[`${name}_${number}`] = Float32Array.from(
        { length: batch },
        (_, picture) => {
          const own = drawn.subarray(picture * PER_PICTURE);
          return (own[gate] as number) < probability
            ? draw(own[at] as number, view)
            : unchanged;
        },
      );
    }
  });
  return feeds;
}

/**
 * Draws the instance noise of a batch.
 *
 * @param view The batch.
 * @param deviation Standard deviation; pictures are in [-1, 1].
 * @param seed Seed of the run.
 * @param step Step of the run, from 0.
 * @returns A feed of the pictures' shape, `[batch, 3, height, width]`.
 */
export function instanceNoiseFeeds(
  { name, batch, height, width, noiseStream }: View,
  deviation: number,
  seed: number,
  step: number,
): Record<string, Float32Array> {
  const count = batch * 3 * height * width;
  const noise = deviation === 0
    ? new Float32Array(count)
    : normals(seed, noiseStream, step, count).map((x) => x * deviation);
  return { [`${name}_instance_noise`]: noise };
}
