import { apply, type Value } from "../value.ts";

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
 * import { matMul } from "edge-dcgan/train/graph/operations/matrix.ts";
 * import { feed, state } from "edge-dcgan/train/graph/value.ts";
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
      writer.node("Gemm", inputs, {
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
