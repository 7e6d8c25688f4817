import { sizeOf, type Value } from "../value.ts";
import { multiply } from "./arithmetic.ts";
import { sum } from "./reduction.ts";

/**
 * Mean over axes; each is kept with one element.
 *
 * @param x Any shape.
 * @param axes Axes to average over; all by default.
 * @throws {RangeError} If an axis is not one of the shape.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { feed, mean } from "@edge-dcgan/edge-dcgan";
 *
 * // The mean of every channel of a batch of pictures.
 * assertEquals(mean(feed("x", [8, 3, 64, 64]), [0, 2, 3]).shape, [1, 3, 1, 1]);
 * ```
 */
export function mean(x: Value, axes?: readonly number[]): Value {
  const total = sum(x, axes);
  return multiply(total, sizeOf(total.shape) / sizeOf(x.shape));
}
