/** Small matrices whose scores can be worked out by hand. */

import type { Pairings } from "../../../train/score/pairings.ts";
import type { Matrix } from "../../../train/score/matrix.ts";

/** A matrix of the given rows. */
export function matrix(rows: readonly (readonly number[])[]): Matrix {
  return {
    rows: rows.length,
    columns: rows[0]?.length ?? 0,
    data: Float32Array.from(rows.flat()),
  };
}

/** Distances of points on a line. */
export function onALine(
  { fakes, reals }: { fakes: readonly number[]; reals: readonly number[] },
): Pairings<Matrix> {
  const between = (a: readonly number[], b: readonly number[]) =>
    matrix(a.map((x) => b.map((y) => Math.abs(x - y))));
  return {
    fakes: between(fakes, fakes),
    mixed: between(fakes, reals),
    reals: between(reals, reals),
  };
}
