import type { Matrix } from "./matrix.ts";
import type { Pairings } from "./pairings.ts";

/**
 * Accuracy of a classifier that takes every picture for what its nearest
 * neighbour is, real or fake: Lopez-Paz and Oquab, "Revisiting Classifier
 * Two-Sample Tests" (2017); Xu et al. (2018) find it the best of the scores
 * they compare.
 *
 * ½ where fakes and reals cannot be told apart, 1 where fakes are unlike the
 * reals, and below ½ where fakes are copies of the very reals they are compared
 * with. A picture whose nearest real and nearest fake are equally far counts
 * half.
 *
 * @param distances Distances.
 * @returns A number in [0, 1].
 */
export function neighbourAccuracy(
  { fakes, mixed, reals }: Pairings<Matrix>,
): number {
  const toReals = new Float32Array(fakes.rows).fill(Infinity);
  const toFakes = new Float32Array(reals.rows).fill(Infinity);
  for (let fake = 0; fake < fakes.rows; fake++) {
    for (let real = 0; real < reals.rows; real++) {
      const distance = mixed.data[fake * mixed.columns + real] as number;
      if (distance < (toReals[fake] as number)) toReals[fake] = distance;
      if (distance < (toFakes[real] as number)) toFakes[real] = distance;
    }
  }
  let right = 0;
  for (const [own, others] of [[fakes, toReals], [reals, toFakes]] as const) {
    for (let row = 0; row < own.rows; row++) {
      let nearest = Infinity;
      for (let column = 0; column < own.rows; column++) {
        if (column === row) continue;
        const distance = own.data[row * own.columns + column] as number;
        if (distance < nearest) nearest = distance;
      }
      const other = others[row] as number;
      if (nearest < other) right += 1;
      else if (nearest === other) right += 0.5;
    }
  }
  return right / (fakes.rows + reals.rows);
}
