import { apply, type Value } from "../value.ts";
import { exponential } from "./activation.ts";
import { multiply, subtract } from "./arithmetic.ts";
import { sum } from "./reduction.ts";

/**
 * Logarithm of the softmax over the last axis: xᵢ − log Σ eˣ, which does not
 * overflow for large x.
 *
 * @param x At least one axis.
 * @throws {RangeError} If it has none.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { exponential, feed, logSoftmax } from "@edge-dcgan/edge-dcgan";
 *
 * const probabilities = exponential(logSoftmax(feed("logits", [64, 10])));
 * assertEquals(probabilities.shape, [64, 10]);
 * ```
 */
export function logSoftmax(x: Value): Value {
  const axis = x.shape.length - 1;
  if (axis < 0) {
    throw new RangeError("Cannot take logSoftmax of a scalar: it has no axis");
  }
  return apply({
    operation: "logSoftmax",
    inputs: [x],
    shape: x.shape,
    emit: (writer, inputs) => writer.node("LogSoftmax", inputs, { axis }),
    gradient: (g, result) => [
      subtract(g, multiply(exponential(result), sum(g, [axis]))),
    ],
  });
}
