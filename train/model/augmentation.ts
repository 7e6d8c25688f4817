/**
 * Differentiable augmentation of what the discriminator sees: DiffAugment (Zhao
 * et al., "Differentiable Augmentation for Data-Efficient GAN Training", 2020).
 *
 * Reals and fakes go through the same kind of random transform, and the
 * generator's gradient flows back through it, so that the generator learns to
 * paint pictures as they were before it. All transforms are linear in the
 * picture. What is random comes from outside, one number for each picture.
 *
 * @module
 */

import { add, multiply, subtract } from "../graph/operations/arithmetic.ts";
import { matMulStacks } from "../graph/operations/matrix.ts";
import { mean } from "../graph/operations/mean.ts";
import { wherePositive } from "../graph/operations/selection.ts";
import { transpose } from "../graph/operations/layout.ts";
import { constant, type Value } from "../graph/value.ts";

/**
 * The kinds of augmentation, in the order in which they are applied:
 *
 * - `color`: brightness, saturation and contrast;
 * - `translation`: by whole pixels, zeros move in;
 * - `cutout`: a rectangle of half the height and width becomes zero.
 */
export const AUGMENTATIONS = ["color", "translation", "cutout"] as const;

/** A kind of augmentation. */
export type Augmentation = (typeof AUGMENTATIONS)[number];

/**
 * The random numbers of each kind, one for every picture, with the value that
 * leaves a picture as it is.
 *
 * `brightness` is added; `saturation` and `contrast` are factors; `shift_rows`
 * and `shift_columns` are pixels down and to the right; `cut_row` and
 * `cut_column` are the middle of what is cut out, in pixels.
 */
export const AUGMENTATION_NUMBERS = {
  color: { brightness: 0, saturation: 1, contrast: 1 },
  translation: { shift_rows: 0, shift_columns: 0 },
  cutout: { cut_row: -1e4, cut_column: -1e4 },
} as const satisfies Record<Augmentation, Record<string, number>>;

/** Rows or columns that are cut out of so many. */
export function cutoutSize(pixels: number): number {
  return Math.floor(pixels / 2);
}

/** 0, 1, 2, … along one axis of four. */
function positions(count: number, axis: 2 | 3): Value {
  const shape = [1, 1, 1, 1];
  shape[axis] = count;
  return constant(Float32Array.from({ length: count }, (_, i) => i), shape);
}

/** 1 where the distance is below a limit, 0 elsewhere. */
function nearer(distance: Value, limit: number): Value {
  return wherePositive(
    subtract(limit ** 2, multiply(distance, distance)),
    1,
    0,
  );
}

/** Moves values away from their mean by a factor. */
function scaleAround(x: Value, axes: readonly number[], factor: Value): Value {
  const middle = mean(x, axes);
  return add(multiply(subtract(x, middle), factor), middle);
}

/**
 * Matrices `[N, 1, size, size]` that move rows of a picture down by a number for
 * each picture, when they stand on its left.
 */
function shiftMatrices(size: number, shift: Value): Value {
  const down = subtract(positions(size, 2), positions(size, 3));
  return nearer(subtract(down, shift), 0.5);
}

/** 1 in the rows or columns that are cut out, 0 in the others. */
function cut(size: number, axis: 2 | 3, middle: Value): Value {
  return nearer(subtract(positions(size, axis), middle), cutoutSize(size) / 2);
}

/**
 * Applies augmentations to a batch.
 *
 * @param images Pictures `[N, 3, H, W]`.
 * @param kinds Which augmentations.
 * @param numbers Gives the random numbers by their names in
 * {@linkcode AUGMENTATION_NUMBERS}, `[N, 1, 1, 1]` each.
 * @returns Pictures of the same shape.
 */
export function augment(
  images: Value,
  kinds: readonly Augmentation[],
  numbers: (name: string) => Value,
): Value {
  const [, , height = 1, width = 1] = images.shape;
  let x = images;
  if (kinds.includes("color")) {
    x = add(x, numbers("brightness"));
    x = scaleAround(x, [1], numbers("saturation"));
    x = scaleAround(x, [1, 2, 3], numbers("contrast"));
  }
  if (kinds.includes("translation")) {
    const rows = shiftMatrices(height, numbers("shift_rows"));
    const columns = shiftMatrices(width, numbers("shift_columns"));
    x = matMulStacks(rows, x);
    // On the right, the matrix that moves columns has to be transposed.
    x = matMulStacks(x, transpose(columns, [0, 1, 3, 2]));
  }
  if (kinds.includes("cutout")) {
    const hole = multiply(
      cut(height, 2, numbers("cut_row")),
      cut(width, 3, numbers("cut_column")),
    );
    x = multiply(x, subtract(1, hole));
  }
  return x;
}
