/**
 * Element-wise arithmetic of two values, with NumPy's broadcasting.
 *
 * @module
 */

import { apply, constant, type Shape, type Value } from "../value.ts";
import { sumTo } from "./reduction.ts";

/** An operand: a value, or a number that stands for a scalar constant. */
export type Operand = Value | number;

function toValue(operand: Operand): Value {
  return typeof operand === "number" ? constant(operand) : operand;
}

/** Shape of the broadcast result of two shapes, aligned at the last axis. */
function broadcastShape(operation: string, a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const sizeA = a[axis - rank + a.length] ?? 1;
    const sizeB = b[axis - rank + b.length] ?? 1;
    if (sizeA !== sizeB && sizeA !== 1 && sizeB !== 1) {
      throw new RangeError(
        `Cannot ${operation} shapes [${a}] and [${b}]: axis ${axis} has ${sizeA} and ${sizeB} elements`,
      );
    }
    return Math.max(sizeA, sizeB);
  });
}

function binary(
  operation: string,
  type: string,
  left: Operand,
  right: Operand,
  gradient: (g: Value, a: Value, b: Value, result: Value) => [Value, Value],
): Value {
  const a = toValue(left);
  const b = toValue(right);
  return apply({
    operation,
    inputs: [a, b],
    shape: broadcastShape(operation, a.shape, b.shape),
    emit: (writer, inputs) => writer.node(type, inputs),
    gradient: (g, result) => {
      const [gradientA, gradientB] = gradient(g, a, b, result);
      return [sumTo(gradientA, a.shape), sumTo(gradientB, b.shape)];
    },
  });
}

/**
 * a + b, element by element.
 *
 * @throws {RangeError} If the shapes do not broadcast.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { add, feed } from "@edge-dcgan/edge-dcgan";
 *
 * assertEquals(add(feed("x", [2, 3]), feed("b", [3])).shape, [2, 3]);
 * ```
 */
export function add(a: Operand, b: Operand): Value {
  return binary("add", "Add", a, b, (g) => [g, g]);
}

/**
 * a − b, element by element.
 *
 * @throws {RangeError} If the shapes do not broadcast.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { feed, subtract } from "@edge-dcgan/edge-dcgan";
 *
 * assertEquals(subtract(1, feed("x", [2, 3])).shape, [2, 3]);
 * ```
 */
export function subtract(a: Operand, b: Operand): Value {
  return binary("subtract", "Sub", a, b, (g) => [g, multiply(g, -1)]);
}

/**
 * a · b, element by element.
 *
 * @throws {RangeError} If the shapes do not broadcast.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { feed, multiply } from "@edge-dcgan/edge-dcgan";
 *
 * assertEquals(multiply(feed("x", [2, 1]), feed("y", [3])).shape, [2, 3]);
 * ```
 */
export function multiply(a: Operand, b: Operand): Value {
  return binary(
    "multiply",
    "Mul",
    a,
    b,
    (g, a, b) => [multiply(g, b), multiply(g, a)],
  );
}

/**
 * a / b, element by element.
 *
 * @throws {RangeError} If the shapes do not broadcast.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { divide, feed } from "@edge-dcgan/edge-dcgan";
 *
 * assertEquals(divide(feed("x", [2, 3]), 255).shape, [2, 3]);
 * ```
 */
export function divide(a: Operand, b: Operand): Value {
  return binary("divide", "Div", a, b, (g, _a, b, quotient) => {
    const gradientA = divide(g, b);
    return [gradientA, multiply(multiply(gradientA, quotient), -1)];
  });
}
