/**
 * Round numbers for the axes of charts.
 *
 * @module
 */

/** A range of numbers. */
export type Range = readonly [low: number, high: number];

/**
 * Round positions in a range: multiples of 1, 2 or 5 times a power of ten.
 *
 * @param range The range; its end is above its start.
 * @param count About how many positions.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { ticks } from "edge-dcgan/train/insight/ticks.ts";
 *
 * assertEquals(ticks([0, 1.1], 5), [0, 0.2, 0.4, 0.6, 0.8, 1]);
 * assertEquals(ticks([3, 97], 4), [20, 40, 60, 80]);
 * ```
 */
export function ticks([low, high]: Range, count: number): number[] {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((factor) => factor * power > 0.7 * rough);
  const step = (factor ?? 10) * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => {
    // Without the digits that come from rounding.
    return Number(((first + index) * step).toPrecision(12));
  });
}

/**
 * A number for an axis or a legend.
 *
 * @param value The number.
 * @param digits Significant digits at most.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { formatNumber } from "edge-dcgan/train/insight/ticks.ts";
 *
 * const texts = [0, 0.5, 0.00015, 1.23456, -2, 20_000].map((value) =>
 *   formatNumber(value, 3)
 * );
 * assertEquals(texts, ["0", "0.5", "1.5e-4", "1.23", "−2", "20000"]);
 * ```
 */
export function formatNumber(value: number, digits: number): string {
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  const text = size > 0 && size < 1e-3 ? rounded.toExponential() : `${rounded}`;
  return text.replace(/^-/, "−");
}

/**
 * A number of images, in thousands or millions where it is large.
 *
 * @param images How many.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { formatImages } from "edge-dcgan/train/insight/ticks.ts";
 *
 * assertEquals([0, 640, 20_000, 1_500_000].map(formatImages), [
 *   "0",
 *   "640",
 *   "20k",
 *   "1.5M",
 * ]);
 * ```
 */
export function formatImages(images: number): string {
  if (images >= 1e6) return `${Number((images / 1e6).toPrecision(4))}M`;
  if (images >= 1e3) return `${Number((images / 1e3).toPrecision(4))}k`;
  return `${images}`;
}
