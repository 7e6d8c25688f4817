/**
 * A whole number with its thousands set apart.
 *
 * @param value The number.
 */
export function count(value: number): string {
  return `${value}`.replace(/\B(?=(\d{3})+$)/g, ",");
}
