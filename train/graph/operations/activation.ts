/**
 * Element-wise functions of one value.
 *
 * @module
 */

import { apply, type Attribute, type Value } from "../value.ts";
import { divide, multiply, subtract } from "./arithmetic.ts";

function unary(
  operation: string,
  type: string,
  x: Value,
  gradient: (g: Value, result: Value) => Value,
  attributes: Readonly<Record<string, Attribute>> = {},
): Value {
  return apply({
    operation,
    inputs: [x],
    shape: x.shape,
    emit: (writer, inputs) => writer.node(type, inputs, attributes),
    gradient: (g, result) => [gradient(g, result)],
  });
}

/**
 * √x of non-negative elements.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { feed, squareRoot } from "@edge-dcgan/edge-dcgan";
 *
 * assertEquals(squareRoot(feed("variance", [1, 8, 1, 1])).shape, [1, 8, 1, 1]);
 * ```
 */
export function squareRoot(x: Value): Value {
  return unary(
    "squareRoot",
    "Sqrt",
    x,
    (g, root) => divide(multiply(g, 0.5), root),
  );
}

/**
 * eˣ.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { exponential, feed } from "@edge-dcgan/edge-dcgan";
 *
 * assertEquals(exponential(feed("x", [2, 3])).shape, [2, 3]);
 * ```
 */
export function exponential(x: Value): Value {
  return unary("exponential", "Exp", x, (g, result) => multiply(g, result));
}

/** What makes every positive number of an activation larger than 1. */
const STEEP = 1e30;

/**
 * Slope of a ReLU: 1 where x is positive, `negative` elsewhere. No gradient
 * flows into it.
 *
 * As arithmetic: a mask for Where takes onnxruntime twice as many passes, and in
 * its WebGPU engine a detour over the processor.
 */
function slopeAt(x: Value, negative: number): Value {
  return apply({
    operation: "slopeAt",
    inputs: [x],
    shape: x.shape,
    emit: (writer, [x = ""]) =>
      writer.node("Clip", [
        writer.node("Mul", [x, writer.scalar(STEEP)]),
        writer.scalar(negative),
        writer.scalar(1),
      ]),
    gradient: () => [undefined],
  });
}

/**
 * max(x, 0); its gradient at 0 is 0, as in PyTorch.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { feed, relu } from "@edge-dcgan/edge-dcgan";
 *
 * assertEquals(relu(feed("x", [2, 3])).shape, [2, 3]);
 * ```
 */
export function relu(x: Value): Value {
  return unary(
    "relu",
    "Relu",
    x,
    (g, result) => multiply(g, slopeAt(result, 0)),
  );
}

/**
 * x where it is positive, `slope` · x elsewhere; its gradient at 0 is `slope`,
 * as in PyTorch.
 *
 * @param x Any shape.
 * @param slope Slope of the negative side; the paper's is 0.2.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { feed, leakyRelu } from "@edge-dcgan/edge-dcgan";
 *
 * assertEquals(leakyRelu(feed("x", [2, 3]), 0.2).shape, [2, 3]);
 * ```
 */
export function leakyRelu(x: Value, slope: number): Value {
  return unary(
    "leakyRelu",
    "LeakyRelu",
    x,
    (g, result) => multiply(g, slopeAt(result, slope)),
    { alpha: { float: slope } },
  );
}

/**
 * Hyperbolic tangent.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { feed, tanh } from "@edge-dcgan/edge-dcgan";
 *
 * assertEquals(tanh(feed("x", [2, 3])).shape, [2, 3]);
 * ```
 */
export function tanh(x: Value): Value {
  return unary(
    "tanh",
    "Tanh",
    x,
    (g, result) => multiply(g, subtract(1, multiply(result, result))),
  );
}

/**
 * The logistic function 1 / (1 + e⁻ˣ).
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { feed, sigmoid } from "@edge-dcgan/edge-dcgan";
 *
 * assertEquals(sigmoid(feed("logits", [64])).shape, [64]);
 * ```
 */
export function sigmoid(x: Value): Value {
  return unary(
    "sigmoid",
    "Sigmoid",
    x,
    (g, result) => multiply(g, multiply(result, subtract(1, result))),
  );
}

/**
 * log(1 + eˣ), which does not overflow for large x.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { feed, softplus } from "@edge-dcgan/edge-dcgan";
 *
 * assertEquals(softplus(feed("logits", [64])).shape, [64]);
 * ```
 */
export function softplus(x: Value): Value {
  return unary("softplus", "Softplus", x, (g) => multiply(g, sigmoid(x)));
}
