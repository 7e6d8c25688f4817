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
 */
export function stackRows(top: Matrix, bottom: Matrix): Matrix {
  const data = new Float32Array(top.data.length + bottom.data.length);
  data.set(top.data);
  data.set(bottom.data, top.data.length);
  return { rows: top.rows + bottom.rows, columns: top.columns, data };
}

/**
 * Some rows and columns of a matrix.
 *
 * @param matrix The matrix.
 * @param rows Indices of the rows.
 * @param columns Indices of the columns.
 */
export function pick(
  { columns: width, data }: Matrix,
  rows: readonly number[],
  columns: readonly number[],
): Matrix {
  const picked = new Float32Array(rows.length * columns.length);
  rows.forEach((row, to) =>
    columns.forEach((column, at) => {
      picked[to * columns.length + at] = data[row * width + column] as number;
    })
  );
  return { rows: rows.length, columns: columns.length, data: picked };
}
