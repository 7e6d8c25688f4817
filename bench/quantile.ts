/**
 * The number below which a part of all numbers lies (nearest rank).
 *
 * @param numbers Any numbers; of none, the quantile is NaN.
 * @param part The part, above 0, at most 1.
 */
export function quantile(numbers: readonly number[], part: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.ceil(part * sorted.length) - 1] ?? NaN;
}
