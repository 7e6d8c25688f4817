/**
 * Operations that move elements without changing them.
 *
 * @module
 */

import { apply, sameShape, type Shape, sizeOf, type Value } from "../value.ts";

/**
 * The same elements, in row-major order, under another shape.
 *
 * @param x Any shape.
 * @param shape A shape of as many elements.
 * @throws {RangeError} If the number of elements differs.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { feed, reshape } from "@edge-dcgan/edge-dcgan";
 *
 * assertEquals(reshape(feed("x", [2, 12]), [2, 3, 4]).shape, [2, 3, 4]);
 * ```
 */
export function reshape(x: Value, shape: Shape): Value {
  if (sizeOf(x.shape) !== sizeOf(shape)) {
    throw new RangeError(
      `Cannot reshape [${x.shape}] to [${shape}]: ${sizeOf(x.shape)} and ${
        sizeOf(shape)
      } elements`,
    );
  }
  if (sameShape(x.shape, shape)) return x;
  if ("recording" in x && x.recording.operation === "reshape") {
    // Only the last of several reshapes matters.
    const [original] = x.recording.inputs;
    if (original !== undefined) return reshape(original, shape);
  }
  // A leading 0 copies the input's dimension: the batch size is then not
  // written into the model, and a model may leave it open.
  const keepsBatch = shape.length > 0 && shape[0] === x.shape[0];
  const target = keepsBatch ? [0, ...shape.slice(1)] : shape;
  return apply({
    operation: "reshape",
    inputs: [x],
    shape,
    emit: (writer, [input = ""]) =>
      writer.node("Reshape", [input, writer.integers(target)]),
    gradient: (g) => [reshape(g, x.shape)],
  });
}

/**
 * Permutes the axes.
 *
 * @param x Any shape.
 * @param permutation For each axis of the result, the axis of `x` it comes
 * from.
 * @throws {RangeError} If it is not a permutation of the axes of `x`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { feed, transpose } from "@edge-dcgan/edge-dcgan";
 *
 * assertEquals(transpose(feed("x", [2, 3, 4]), [2, 0, 1]).shape, [4, 2, 3]);
 * ```
 */
export function transpose(x: Value, permutation: readonly number[]): Value {
  const inverse = x.shape.map((_, axis) => permutation.indexOf(axis));
  if (permutation.length !== x.shape.length || inverse.includes(-1)) {
    throw new RangeError(
      `Cannot transpose shape [${x.shape}]: [${permutation}] is not a permutation of its axes`,
    );
  }
  return apply({
    operation: "transpose",
    inputs: [x],
    shape: permutation.map((axis) => x.shape[axis] as number),
    emit: (writer, inputs) =>
      writer.node("Transpose", inputs, { perm: permutation }),
    gradient: (g) => [transpose(g, inverse)],
  });
}
