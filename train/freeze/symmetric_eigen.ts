/** An eigenvector of a symmetric matrix, and its eigenvalue. */
export interface Eigenpair {
  /** What the matrix multiplies the vector by. */
  readonly value: number;
  /** Of length 1, its largest component positive. */
  readonly vector: Float64Array<ArrayBuffer>;
}

/** Rounds over all pairs of rows; six or seven are enough. */
const MAX_SWEEPS = 50;

function offDiagonal(rows: readonly Float64Array[]): number {
  return rows.reduce(
    (sum, row, i) =>
      row.reduce((sum, x, j) => i === j ? sum : sum + x * x, sum),
    0,
  );
}

/** Turns columns p and q of every row: cosine c, sine s. */
function turnColumns(
  rows: readonly Float64Array[],
  p: number,
  q: number,
  c: number,
  s: number,
): void {
  for (const row of rows) {
    const [x, y] = [row[p]!, row[q]!];
    row[p] = c * x - s * y;
    row[q] = s * x + c * y;
  }
}

function turnRows(
  rows: readonly Float64Array[],
  p: number,
  q: number,
  c: number,
  s: number,
): void {
  const [first, second] = [rows[p]!, rows[q]!];
  for (let index = 0; index < first.length; index++) {
    const [x, y] = [first[index]!, second[index]!];
    first[index] = c * x - s * y;
    second[index] = s * x + c * y;
  }
}

/**
 * Eigenvectors of a symmetric matrix by Jacobi's rotations, each of which makes
 * one element off the diagonal zero. It needs no more than square roots, so the
 * result is the same on every machine.
 *
 * @param matrix `[n, n]`, symmetric.
 * @returns n pairs, the largest eigenvalue first.
 */
export function symmetricEigen(
  matrix: readonly Float64Array[],
): Eigenpair[] {
  const rows = matrix.map((row) => row.slice());
  // Row i becomes eigenvector i.
  const vectors = rows.map((row, i) => row.map((_, j) => i === j ? 1 : 0));
  const total = rows.reduce(
    (sum, row) => row.reduce((sum, x) => sum + x * x, sum),
    0,
  );
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    if (offDiagonal(rows) <= 1e-28 * total) break;
    for (let p = 0; p < rows.length; p++) {
      for (let q = p + 1; q < rows.length; q++) {
        const element = rows[p]![q]!;
        if (element === 0) continue;
        const theta = (rows[q]![q]! - rows[p]![p]!) / (2 * element);
        const sign = theta < 0 ? -1 : 1;
        const t = sign / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        turnColumns(rows, p, q, c, t * c);
        turnRows(rows, p, q, c, t * c);
        turnRows(vectors, p, q, c, t * c);
      }
    }
  }
  return vectors
    .map((vector, i) => ({ value: rows[i]![i]!, vector: upright(vector) }))
    .sort((a, b) => b.value - a.value);
}

/** The one of a vector and its opposite whose largest component is positive. */
function upright(vector: Float64Array<ArrayBuffer>) {
  const largest = vector.reduce((a, b) => Math.abs(b) > Math.abs(a) ? b : a, 0);
  return largest < 0 ? vector.map((x) => -x) : vector;
}
