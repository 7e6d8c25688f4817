/**
 * A whole number with its thousands set apart.
 *
 * @param value The number.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { count } from "edge-dcgan/train/insight/report/words.ts";
 *
 * assertEquals(count(1_234_567), "1,234,567");
 * ```
 */
export function count(value: number): string {
  return `${value}`.replace(/\B(?=(\d{3})+$)/g, ",");
}
