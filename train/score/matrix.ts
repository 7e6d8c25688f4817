/**
 * Matrices of features and of what is between them.
 *
 * @module
 */

/** A matrix in row-major order. */
export interface Matrix {
  /** Number of rows. */
  readonly rows: number;
  /** Number of columns. */
  readonly columns: number;
  /** `[rows, columns]`, row by row. */
  readonly data: Float32Array;
}

/**
 * Consecutive rows of a matrix, in its memory.
 *
 * @param matrix The matrix.
 * @param count How many rows.
 * @param start The first of them; 0 by default.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { rowsOf } from "edge-dcgan/train/score/matrix.ts";
 *
 * const data = Float32Array.of(1, 2, 3, 4);
 * const row = rowsOf({ rows: 2, columns: 2, data }, 1, 1);
 * assertEquals([row.rows, ...row.data], [1, 3, 4]);
 * ```
 */
export function rowsOf(
  { columns, data }: Matrix,
  count: number,
  start = 0,
): Matrix {
  const part = data.subarray(start * columns, (start + count) * columns);
  return { rows: count, columns, data: part };
}

/**
 * The rows of two matrices, one below the other.
 *
 * @param top The first rows.
 * @param bottom The others, of as many columns.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { stackRows } from "edge-dcgan/train/score/matrix.ts";
 *
 * const row = { rows: 1, columns: 2, data: Float32Array.of(1, 2) };
 * assertEquals([...stackRows(row, row).data], [1, 2, 1, 2]);
 * ```
 */
export function stackRows(top: Matrix, bottom: Matrix): Matrix {
  const data = new Float32Array(top.data.length + bottom.data.length);
  data.set(top.data);
  data.set(bottom.data, top.data.length);
  return { rows: top.rows + bottom.rows, columns: top.columns, data };
}
