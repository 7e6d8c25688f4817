import type { Matrix } from "./matrix.ts";

/**
 * Least deviation that a feature is divided by, as a part of the mean
 * deviation of its stage: what hardly varies among real pictures is not blown
 * up beyond measure.
 */
const LEAST = 0.01;

/** Makes features comparable: an affine map of every feature. */
export interface Standardization {
  /** Subtracted from every feature. */
  readonly centers: Float64Array;
  /** What it is then multiplied by. */
  readonly scales: Float64Array;
}

/**
 * The map that gives the features of real pictures mean 0 and a variance that
 * is the same for all features of a stage; all stages together weigh the same,
 * so that fine detail counts as much as composition. The mean variance is 1.
 *
 * A random network has no scale of its own, and without this the polynomial
 * kernel and the distances would see only its few loudest channels.
 *
 * @param features Features of real pictures `[N, features]`.
 * @param stages Number of features of each stage, in order.
 */
export function standardization(
  { rows, columns, data }: Matrix,
  stages: readonly number[],
): Standardization {
  const centers = new Float64Array(columns);
  const deviations = new Float64Array(columns);
  for (let column = 0; column < columns; column++) {
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      sum += data[row * columns + column] as number;
    }
    const center = sum / rows;
    let squares = 0;
    for (let row = 0; row < rows; row++) {
      squares += ((data[row * columns + column] as number) - center) ** 2;
    }
    centers[column] = center;
    deviations[column] = Math.sqrt(squares / rows);
  }
  const scales = new Float64Array(columns);
  let start = 0;
  for (const size of stages) {
    const stage = deviations.subarray(start, start + size);
    const average = stage.reduce((sum, value) => sum + value, 0) / size;
    const weight = Math.sqrt(columns / (stages.length * size));
    stage.forEach((deviation, index) => {
      const divisor = Math.max(deviation, LEAST * average);
      scales[start + index] = divisor > 0 ? weight / divisor : 0;
    });
    start += size;
  }
  return { centers, scales };
}

/**
 * Applies a standardization.
 *
 * @param features `[N, features]`.
 * @param standardization The map.
 * @returns A matrix of its own, `[N, features]`.
 */
export function standardize(
  { rows, columns, data }: Matrix,
  { centers, scales }: Standardization,
): Matrix {
  return {
    rows,
    columns,
    data: data.map((value, index) => {
      const column = index % columns;
      return (value - (centers[column] as number)) *
        (scales[column] as number);
    }),
  };
}
