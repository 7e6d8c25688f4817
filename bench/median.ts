/**
 * Median of numbers; the mean of the middle two if they are even in number.
 *
 * @param numbers At least one number.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { median } from "edge-dcgan/bench/median.ts";
 *
 * assertEquals(median([3, 1, 2]), 2);
 * assertEquals(median([4, 1, 2, 3]), 2.5);
 * ```
 */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const low = sorted[Math.floor((sorted.length - 1) / 2)] as number;
  const high = sorted[Math.ceil((sorted.length - 1) / 2)] as number;
  return (low + high) / 2;
}
