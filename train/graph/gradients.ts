import { add } from "./operations/arithmetic.ts";
import { constant, sizeOf, type Value } from "./value.ts";

/** Values in an order in which every one comes after its inputs. */
export function inOrder(results: readonly Value[]): Value[] {
  const order = new Set<Value>();
  const visit = (value: Value) => {
    if (order.has(value)) return;
    if ("recording" in value) value.recording.inputs.forEach(visit);
    order.add(value);
  };
  results.forEach(visit);
  return [...order];
}

/**
 * Reverse-mode differentiation: records the gradient of a value with respect to
 * others.
 *
 * Gradients are ordinary values, so they can be differentiated again. The
 * values in `withRespectTo` need not be leaves.
 *
 * @param of The value to differentiate, of one element: a loss.
 * @param withRespectTo Values to differentiate with respect to.
 * @returns A gradient for each, of its shape.
 * @throws {RangeError} If `of` has more than one element, or does not depend on
 * one of the values.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { gradients, mean, multiply, state } from "@edge-dcgan/edge-dcgan";
 *
 * const weight = state("weight", [3, 4]);
 * const [gradient] = gradients(mean(multiply(weight, weight)), [weight]);
 * assertEquals(gradient?.shape, [3, 4]);
 * ```
 */
export function gradients(
  of: Value,
  withRespectTo: readonly Value[],
): Value[] {
  if (sizeOf(of.shape) !== 1) {
    throw new RangeError(
      `Cannot differentiate a value of shape [${of.shape}]: it must have one element`,
    );
  }
  const order = inOrder([of]);
  const wanted = new Set(withRespectTo);
  const onPath = new Set<Value>();
  for (const value of order) {
    const inputs = "recording" in value ? value.recording.inputs : [];
    if (wanted.has(value) || inputs.some((input) => onPath.has(input))) {
      onPath.add(value);
    }
  }
  const found = new Map<Value, Value>([[of, constant([1], of.shape)]]);
  for (const value of order.reverse()) {
    const gradient = found.get(value);
    if (gradient === undefined || !("recording" in value)) continue;
    const { inputs } = value.recording;
    if (!inputs.some((input) => onPath.has(input))) continue;
    value.recording.gradient(gradient, value).forEach((flow, index) => {
      const input = inputs[index];
      if (flow === undefined || input === undefined || !onPath.has(input)) {
        return;
      }
      const sum = found.get(input);
      found.set(input, sum === undefined ? flow : add(sum, flow));
    });
  }
  return withRespectTo.map((value, index) => {
    const gradient = found.get(value);
    if (gradient === undefined) {
      throw new RangeError(
        `Cannot differentiate with respect to value ${index}: the result does not depend on it`,
      );
    }
    return gradient;
  });
}
