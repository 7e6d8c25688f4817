/**
 * Labels: which class each picture of a batch belongs to.
 *
 * @module
 */

import type { Classes } from "../classes.ts";
import { type Stream, uniforms } from "./random.ts";

/**
 * Labels as the networks take them: 1 in the column of the class, else 0.
 *
 * @param indices Index of each picture's class.
 * @param classes The classes.
 * @returns `[indices.length, classes.length]`, row-major.
 */
export function oneHot(
  indices: ArrayLike<number>,
  { length: columns }: Classes,
): Float32Array<ArrayBuffer> {
  const labels = new Float32Array(indices.length * columns);
  for (let row = 0; row < indices.length; row++) {
    labels[row * columns + (indices[row] as number)] = 1;
  }
  return labels;
}

/** The class that a number in [0, 1) falls to, each as wide as it is large. */
function classAt(uniform: number, classes: Classes): number {
  // Sizes are left out of all classes or of none.
  const sizes = classes.map(({ pictures = 1 }) => pictures);
  let left = uniform * sizes.reduce((sum, size) => sum + size, 0);
  return sizes.findIndex((size) => (left -= size) < 0);
}

/**
 * Draws classes as often as they are among the training pictures.
 *
 * @param seed Integer in [0, 2³²).
 * @param stream What they are drawn for.
 * @param substream Integer in [0, 2³²), for instance the training step.
 * @param count How many.
 * @param classes The classes; those without pictures are never drawn.
 * @returns `count` indices of classes.
 */
export function drawnClasses(
  seed: number,
  stream: Stream,
  substream: number,
  count: number,
  classes: Classes,
): number[] {
  return Array.from(
    uniforms(seed, stream, substream, count),
    (uniform) => classAt(uniform, classes),
  );
}

/**
 * The class of a picture that is asked for by its seed alone.
 *
 * @param seed Integer in [0, 2³²).
 * @param classes The generator's classes.
 * @returns Its index.
 */
export function classOfSeed(seed: number, classes: Classes): number {
  return drawnClasses(seed, "label", 0, 1, classes)[0] as number;
}

/** Index of a class by its name. */
function indexOf(name: string, classes: Classes): number {
  const index = classes.findIndex((one) => one.name === name);
  if (index >= 0) return index;
  throw new RangeError(
    `There is no class ${name}, only ${
      classes.map(({ name }) => name).join(", ") || "pictures without classes"
    }`,
  );
}

/**
 * The labels of pictures that are asked for by seed.
 *
 * @param seeds Integers in [0, 2³²).
 * @param classes The generator's classes.
 * @param name Name of the class that all are of; without it every seed draws
 * one, as often as it is among the training pictures.
 * @returns Labels `[seeds.length, classes.length]`, one-hot, row-major.
 * @throws {RangeError} If there is no such class.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { labels } from "@edge-dcgan/edge-dcgan";
 *
 * const classes = [{ name: "shirt" }, { name: "shoe" }];
 * assertEquals([...labels([7, 8], classes, "shoe")], [0, 1, 0, 1]);
 * ```
 */
export function labels(
  seeds: readonly number[],
  classes: Classes,
  name?: string,
): Float32Array<ArrayBuffer> {
  const index = name === undefined ? undefined : indexOf(name, classes);
  return oneHot(
    seeds.map((seed) => index ?? classOfSeed(seed, classes)),
    classes,
  );
}

/**
 * A label on the straight way from one label to another.
 *
 * @param from One row, `[classes]`.
 * @param to One row, of the same length.
 * @param place How far it is from the first, 0 to 1.
 * @returns `[classes]`; both ends are as they were given.
 */
export function labelBetween(
  from: Float32Array,
  to: Float32Array,
  place: number,
): Float32Array<ArrayBuffer> {
  return Float32Array.from(
    from,
    (value, column) => (1 - place) * value + place * (to[column] as number),
  );
}

/**
 * Labels on the straight way from one label to another.
 *
 * @param from One row, `[classes]`.
 * @param to One row, of the same length.
 * @param count How many labels, an integer from 2.
 * @returns `[count, classes]`; both ends are as they were given.
 */
export function labelWay(
  from: Float32Array,
  to: Float32Array,
  count: number,
): Float32Array<ArrayBuffer> {
  const way = new Float32Array(count * from.length);
  for (let step = 0; step < count; step++) {
    way.set(labelBetween(from, to, step / (count - 1)), step * from.length);
  }
  return way;
}
