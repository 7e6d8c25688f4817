/**
 * Sums over axes, and their counterpart, broadcasting.
 *
 * @module
 */

import { apply, type Shape, sizeOf, type Value } from "../value.ts";
import { reshape } from "./layout.ts";

/** Shape after the given axes have been reduced to one element each. */
function reducedShape(shape: Shape, axes: readonly number[]): Shape {
  for (const axis of axes) {
    if (!(axis in shape)) {
      throw new RangeError(
        `Cannot sum shape [${shape}] over axis ${axis}: it has ${shape.length} axes`,
      );
    }
  }
  return shape.map((size, axis) => axes.includes(axis) ? 1 : size);
}

function allAxes(shape: Shape): number[] {
  return [...shape.keys()];
}

/**
 * Sum over axes; each is kept with one element.
 *
 * @param x Any shape.
 * @param axes Axes to sum over; all by default.
 * @throws {RangeError} If an axis is not one of the shape.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { feed, sum } from "@edge-dcgan/edge-dcgan";
 *
 * assertEquals(sum(feed("x", [2, 3, 4]), [0, 2]).shape, [1, 3, 1]);
 * ```
 */
export function sum(
  x: Value,
  axes: readonly number[] = allAxes(x.shape),
): Value {
  // To ONNX, no axes would mean all of them.
  if (axes.length === 0) return x;
  return apply({
    operation: "sum",
    inputs: [x],
    shape: reducedShape(x.shape, axes),
    emit: (writer, [input = ""]) =>
      writer.node("ReduceSum", [input, writer.integers(axes)], {
        keepdims: 1,
      }),
    gradient: (g) => [broadcastTo(g, x.shape)],
  });
}

/** Whether a shape broadcasts to another. */
function broadcasts(from: Shape, to: Shape): boolean {
  const offset = to.length - from.length;
  return offset >= 0 &&
    from.every((size, axis) => size === 1 || size === to[axis + offset]);
}

/**
 * Repeats a value along axes of one element until it has a shape.
 *
 * @param x Any shape that broadcasts to `shape`.
 * @param shape Shape of the result.
 * @throws {RangeError} If `x` does not broadcast to `shape`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { broadcastTo, feed } from "@edge-dcgan/edge-dcgan";
 *
 * assertEquals(broadcastTo(feed("x", [1, 3]), [2, 3]).shape, [2, 3]);
 * ```
 */
export function broadcastTo(x: Value, shape: Shape): Value {
  if (!broadcasts(x.shape, shape)) {
    throw new RangeError(
      `Cannot broadcast shape [${x.shape}] to [${shape}]`,
    );
  }
  if (sizeOf(x.shape) === sizeOf(shape)) return reshape(x, shape);
  return apply({
    operation: "broadcastTo",
    inputs: [x],
    shape,
    emit: (writer, [input = ""]) =>
      writer.node("Expand", [input, writer.integers(shape)]),
    gradient: (g) => [sumTo(g, x.shape)],
  });
}

/**
 * Sums a value down to a shape that broadcasts to its own: the gradient of
 * broadcasting.
 *
 * @param x Any shape.
 * @param shape A shape that broadcasts to that of `x`.
 * @throws {RangeError} If it does not.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { feed, sumTo } from "@edge-dcgan/edge-dcgan";
 *
 * assertEquals(sumTo(feed("x", [2, 3, 4]), [3, 1]).shape, [3, 1]);
 * ```
 */
export function sumTo(x: Value, shape: Shape): Value {
  if (!broadcasts(shape, x.shape)) {
    throw new RangeError(`Cannot sum shape [${x.shape}] to [${shape}]`);
  }
  const offset = x.shape.length - shape.length;
  const axes = allAxes(x.shape).filter((axis) =>
    x.shape[axis] !== 1 && (shape[axis - offset] ?? 1) === 1
  );
  return reshape(sum(x, axes), shape);
}
