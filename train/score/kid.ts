/**
 * Kernel Inception Distance's estimator on the features of
 * `feature_network.ts`: Bińkowski et al., "Demystifying MMD GANs" (2018),
 * section 4.
 *
 * @module
 */

import { permutation } from "../../core/noise/random.ts";
import type { Matrix } from "./matrix.ts";
import type { Pairings } from "./pairings.ts";

/** The polynomial kernel of degree 3, (x·y / d + 1)³. */
export function cubicKernel(product: number, features: number): number {
  return (product / features + 1) ** 3;
}

/** Mean over some rows and columns; without the diagonal of a square one. */
function meanOf(
  { columns, data }: Matrix,
  rowIndices: Uint32Array,
  columnIndices: Uint32Array,
  isSymmetric: boolean,
): number {
  let sum = 0;
  for (const row of rowIndices) {
    const start = row * columns;
    for (const column of columnIndices) sum += data[start + column] as number;
    if (isSymmetric) sum -= data[start + row] as number;
  }
  const terms = columnIndices.length - Number(isSymmetric);
  return sum / (rowIndices.length * terms);
}

/**
 * The unbiased estimate of the squared maximum mean discrepancy,
 * mean k(x, x′) + mean k(y, y′) − 2 · mean k(x, y), on random subsets of equal
 * size. Around 0, and negative half of the time, if both sets are from the same
 * distribution.
 *
 * @param kernels Kernel values.
 * @param options `subsets`: how many; `size`: pictures in each, at least 2;
 * `seed`: which.
 * @returns Mean and standard deviation over the subsets.
 */
export function kid(
  { fakes, mixed, reals }: Pairings<Matrix>,
  { subsets, size, seed }: { subsets: number; size: number; seed: number },
): { mean: number; sd: number } {
  const values = Array.from({ length: subsets }, (_, subset) => {
    const choose = (count: number, set: number) =>
      permutation(seed, "scores", 1 + 2 * subset + set, count).subarray(
        0,
        size,
      );
    const [x, y] = [choose(fakes.rows, 0), choose(reals.rows, 1)];
    return meanOf(fakes, x, x, true) + meanOf(reals, y, y, true) -
      2 * meanOf(mixed, x, y, false);
  });
  const mean = values.reduce((sum, value) => sum + value, 0) / subsets;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) /
    subsets;
  return { mean, sd: Math.sqrt(variance) };
}
