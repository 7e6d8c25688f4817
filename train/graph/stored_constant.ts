/**
 * Constants in fewer bytes than float32 has.
 *
 * @module
 */

import { type Shape, sizeOf } from "./value.ts";

/** Integers with a scale for each index of an axis. */
export interface ScaledIntegers {
  /** From -127 to 127, in the order of the constant. */
  readonly integers: Int8Array<ArrayBuffer>;
  /** What to multiply them with, for each index of the axis. */
  readonly scales: Float32Array<ArrayBuffer>;
}

/** Largest absolute value of the integers; symmetric, so -128 is not used. */
const LARGEST = 127;

/**
 * Rounds numbers to float16, to the nearest, halves to even.
 *
 * @param data The numbers.
 * @throws {RangeError} If one is too large for float16.
 */
export function toFloat16(data: Float32Array): Float16Array<ArrayBuffer> {
  const halves = new Float16Array(data);
  const index = halves.findIndex((half) => !Number.isFinite(half));
  if (index >= 0) {
    throw new RangeError(`Cannot store ${data[index]} as float16`);
  }
  return halves;
}

/**
 * Turns numbers into integers of 8 bits, symmetrically around 0: the largest
 * absolute value at an index of the axis becomes 127.
 *
 * @param data The numbers, in row-major order.
 * @param shape Their shape.
 * @param axis Axis whose every index has a scale of its own.
 */
export function toInt8(
  data: Float32Array,
  shape: Shape,
  axis: number,
): ScaledIntegers {
  const inner = sizeOf(shape.slice(axis + 1));
  const count = shape[axis] ?? 1;
  const indexOf = (element: number) => Math.floor(element / inner) % count;
  const scales = new Float32Array(count);
  data.forEach((value, element) => {
    const index = indexOf(element);
    scales[index] = Math.max(scales[index] as number, Math.abs(value));
  });
  for (const [index, largest] of scales.entries()) {
    // Where all are 0, any scale will do.
    scales[index] = largest === 0 ? 1 : largest / LARGEST;
  }
  const integers = Int8Array.from(data, (value, element) =>
    Math.min(
      LARGEST,
      Math.max(
        -LARGEST,
        Math.round(value / (scales[indexOf(element)] as number)),
      ),
    ));
  return { integers, scales };
}
