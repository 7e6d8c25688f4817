/**
 * Products of matrices.
 *
 * @module
 */

import { apply, type Value } from "../value.ts";
import { transpose } from "./layout.ts";
import { sumTo } from "./reduction.ts";

/** Which operands of {@linkcode matMul} are transposed first. */
export interface MatMulOptions {
  /** Transpose `a`; false by default. */
  readonly transposeA?: boolean;
  /** Transpose `b`; false by default. */
  readonly transposeB?: boolean;
}

/**
 * Matrix product of two matrices.
 *
 * @param a `[M, K]`, or `[K, M]` if transposed.
 * @param b `[K, N]`, or `[N, K]` if transposed.
 * @returns `[M, N]`.
 * @throws {RangeError} If the operands are not matrices that fit.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { feed, matMul, state } from "@edge-dcgan/edge-dcgan";
 *
 * // PyTorch's Linear keeps its weight as [outputs, inputs].
 * const product = matMul(feed("x", [64, 100]), state("weight", [512, 100]), {
 *   transposeB: true,
 * });
 * assertEquals(product.shape, [64, 512]);
 * ```
 */
export function matMul(
  a: Value,
  b: Value,
  { transposeA = false, transposeB = false }: MatMulOptions = {},
): Value {
  const [rowsA = 0, columnsA = 0] = a.shape;
  const [rowsB = 0, columnsB = 0] = b.shape;
  const [m, k] = transposeA ? [columnsA, rowsA] : [rowsA, columnsA];
  const [inner, n] = transposeB ? [columnsB, rowsB] : [rowsB, columnsB];
  if (a.shape.length !== 2 || b.shape.length !== 2 || k !== inner) {
    throw new RangeError(
      `Cannot multiply matrices of shapes [${a.shape}]${
        transposeA ? " transposed" : ""
      } and [${b.shape}]${transposeB ? " transposed" : ""}`,
    );
  }
  return apply({
    operation: "matMul",
    inputs: [a, b],
    shape: [m, n],
    emit: (writer, inputs) =>
      writer.halfNode("Gemm", inputs, {
        transA: Number(transposeA),
        transB: Number(transposeB),
      }),
    // With A' and B' the operands as multiplied: dA' = G B'ᵀ and dB' = A'ᵀ G,
    // transposed once more where the operand was.
    gradient: (g) => [
      transposeA
        ? matMul(b, g, { transposeA: transposeB, transposeB: true })
        : matMul(g, b, { transposeB: !transposeB }),
      transposeB
        ? matMul(g, a, { transposeA: true, transposeB: transposeA })
        : matMul(a, g, { transposeA: !transposeA }),
    ],
  });
}

/** Swaps the last two axes. */
function transposeLast(x: Value): Value {
  const rank = x.shape.length;
  const axes = [...x.shape.keys()];
  return transpose(x, [...axes.slice(0, -2), rank - 1, rank - 2]);
}

/**
 * Products of two stacks of matrices, one of each at a time.
 *
 * @param a `[…, M, K]`.
 * @param b `[…, K, N]`, of as many axes; an outer axis of one element is
 * repeated, as NumPy's `matmul` does it.
 * @returns `[…, M, N]`.
 * @throws {RangeError} If the operands do not fit.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { feed, matMulStacks } from "@edge-dcgan/edge-dcgan";
 *
 * // One matrix for each picture mixes the rows of its three planes.
 * const mixed = matMulStacks(feed("rows", [8, 1, 64, 64]), feed("x", [8, 3, 64, 48]));
 * assertEquals(mixed.shape, [8, 3, 64, 48]);
 * ```
 */
export function matMulStacks(a: Value, b: Value): Value {
  const rank = a.shape.length;
  const outer = a.shape.slice(0, -2).map((size, axis) =>
    Math.max(size, b.shape[axis] ?? 0)
  );
  const repeats = (x: Value) =>
    outer.every((size, axis) => x.shape[axis] === size || x.shape[axis] === 1);
  const [m = 0, k] = a.shape.slice(-2);
  const [inner, n = 0] = b.shape.slice(-2);
  if (
    rank < 2 || b.shape.length !== rank || k !== inner || !repeats(a) ||
    !repeats(b)
  ) {
    throw new RangeError(
      `Cannot multiply stacks of matrices of shapes [${a.shape}] and [${b.shape}]`,
    );
  }
  return apply({
    operation: "matMulStacks",
    inputs: [a, b],
    shape: [...outer, m, n],
    emit: (writer, inputs) => writer.node("MatMul", inputs),
    gradient: (g) => [
      sumTo(matMulStacks(g, transposeLast(b)), a.shape),
      sumTo(matMulStacks(transposeLast(a), g), b.shape),
    ],
  });
}
