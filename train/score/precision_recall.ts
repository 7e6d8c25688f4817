/**
 * Improved precision and recall: Kynkäänniemi et al., "Improved Precision and
 * Recall Metric for Assessing Generative Models" (2019).
 *
 * @module
 */

import type { Pairings } from "./pairings.ts";
import type { Matrix } from "./matrix.ts";

/**
 * Radii of the balls around each picture of a set that reach its k-th nearest
 * neighbour in the set: together they stand for the set's manifold.
 *
 * @param distances Distances within the set, `[N, N]`.
 * @param k Which neighbour, from 1 to N - 1.
 * @returns N distances.
 */
export function neighbourRadii(
  { rows, columns, data }: Matrix,
  k: number,
): Float32Array {
  return Float32Array.from({ length: rows }, (_, row) => {
    // The picture itself is at distance 0, so the k-th other is at place k.
    const sorted = data.slice(row * columns, (row + 1) * columns).sort();
    return sorted[k] as number;
  });
}

/**
 * Precision, the share of fakes on the manifold of the reals, and recall, the
 * share of reals on the manifold of the fakes.
 *
 * @param distances Distances.
 * @param k Neighbours that decide the manifolds; 3 in the paper.
 */
export function precisionRecall(
  { fakes, mixed, reals }: Pairings<Matrix>,
  k: number,
): { precision: number; recall: number } {
  const realRadii = neighbourRadii(reals, k);
  const fakeRadii = neighbourRadii(fakes, k);
  const isOnReals = new Uint8Array(fakes.rows);
  const isOnFakes = new Uint8Array(reals.rows);
  for (let fake = 0; fake < fakes.rows; fake++) {
    for (let real = 0; real < reals.rows; real++) {
      const distance = mixed.data[fake * mixed.columns + real] as number;
      if (distance <= (realRadii[real] as number)) isOnReals[fake] = 1;
      if (distance <= (fakeRadii[fake] as number)) isOnFakes[real] = 1;
    }
  }
  const share = (flags: Uint8Array) =>
    flags.reduce((sum, flag) => sum + flag, 0) / flags.length;
  return { precision: share(isOnReals), recall: share(isOnFakes) };
}
