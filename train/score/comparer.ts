/**
 * What is between the rows of two matrices.
 *
 * @module
 */

import type { Engine } from "../engine/engine.ts";
import { matMul } from "../graph/operations/matrix.ts";
import { compile, type Program } from "../graph/program.ts";
import { feed } from "../graph/value.ts";
import { cubicKernel } from "./kid.ts";
import { type Matrix, rowsOf } from "./matrix.ts";

/** Rows of each operand that are multiplied at once. */
const TILE = 256;

/**
 * Compiles the product of a tile of rows with another.
 *
 * Feeds: `a` and `b`, `[256, columns]` each. Fetches: `products` `[256, 256]`.
 *
 * @param columns Columns of the matrices.
 */
export function tileProduct(columns: number): Program {
  const a = feed("a", [TILE, columns]);
  const b = feed("b", [TILE, columns]);
  const products = matMul(a, b, { transposeB: true });
  return compile({ name: "products", fetches: { products } });
}

/** Rows from `start`, filled up with zeros to a tile. */
function tile({ data, columns }: Matrix, start: number): Float32Array {
  const rows = data.subarray(start * columns, (start + TILE) * columns);
  if (rows.length === TILE * columns) return rows;
  const filled = new Float32Array(TILE * columns);
  filled.set(rows);
  return filled;
}

/** Sums of squares of the rows. */
function squares({ rows, columns, data }: Matrix): Float64Array {
  const sums = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let column = 0; column < columns; column++) {
      sum += (data[row * columns + column] as number) ** 2;
    }
    sums[row] = sum;
  }
  return sums;
}

/** What is between the rows of two matrices. */
export interface Comparison {
  /** The cubic kernel. */
  readonly kernel: Matrix;
  /** Euclidean distances. */
  readonly distances: Matrix;
}

/** Compares the rows of matrices on an engine, tile by tile. */
export class Comparer {
  readonly #engine: Engine;
  readonly #program: Program;

  /**
   * @param engine Where to compute.
   * @param program What {@linkcode tileProduct} compiled for the columns.
   */
  constructor(engine: Engine, program: Program) {
    this.#engine = engine;
    this.#program = program;
  }

  /**
   * Products of all rows of `a` with all rows of `b`.
   *
   * @returns `[a.rows, b.rows]`.
   */
  async products(a: Matrix, b: Matrix): Promise<Matrix> {
    const data = new Float32Array(a.rows * b.rows);
    for (let top = 0; top < a.rows; top += TILE) {
      for (let left = 0; left < b.rows; left += TILE) {
        const { products } = await this.#engine.run(this.#program, {
          a: tile(a, top),
          b: tile(b, left),
        });
        if (products === undefined) throw new RangeError("No products");
        const width = Math.min(TILE, b.rows - left);
        for (let row = 0; row < Math.min(TILE, a.rows - top); row++) {
          const part = products.subarray(row * TILE, row * TILE + width);
          data.set(part, (top + row) * b.rows + left);
        }
      }
    }
    return { rows: a.rows, columns: b.rows, data };
  }

  /**
   * Kernel values and distances between all rows of `a` and all rows of `b`; a
   * row is at distance 0 of itself.
   *
   * @returns `[a.rows, b.rows]` each.
   */
  async compare(a: Matrix, b: Matrix): Promise<Comparison> {
    const kernel = await this.products(a, b);
    const distances = { ...kernel, data: new Float32Array(kernel.data.length) };
    const [squaresA, squaresB] = [squares(a), squares(b)];
    for (let row = 0; row < a.rows; row++) {
      for (let column = 0; column < b.rows; column++) {
        const index = row * b.rows + column;
        const product = kernel.data[index] as number;
        const square = (squaresA[row] as number) +
          (squaresB[column] as number) - 2 * product;
        distances.data[index] = a === b && row === column
          ? 0
          : Math.sqrt(Math.max(square, 0));
        kernel.data[index] = cubicKernel(product, a.columns);
      }
    }
    return { kernel, distances };
  }

  /**
   * Distance of every row of `a` to the nearest row of `b`.
   *
   * @param a Some rows.
   * @param b The rows to search.
   * @param isPart Whether the rows of `a` are the first of `b`, in the same
   * order: none is then its own neighbour.
   * @returns `a.rows` distances.
   */
  async nearest(a: Matrix, b: Matrix, isPart = false): Promise<Float32Array> {
    const nearest = new Float32Array(a.rows).fill(Infinity);
    for (let top = 0; top < a.rows; top += TILE) {
      const rows = rowsOf(a, Math.min(TILE, a.rows - top), top);
      const { distances } = await this.compare(rows, b);
      distances.data.forEach((distance, index) => {
        const row = top + Math.floor(index / b.rows);
        if (isPart && index % b.rows === row) return;
        if (distance < (nearest[row] as number)) nearest[row] = distance;
      });
    }
    return nearest;
  }
}
