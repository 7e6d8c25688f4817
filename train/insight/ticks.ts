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
 */
export function formatImages(images: number): string {
  if (images >= 1e6) return `${Number((images / 1e6).toPrecision(4))}M`;
  if (images >= 1e3) return `${Number((images / 1e3).toPrecision(4))}k`;
  return `${images}`;
}
