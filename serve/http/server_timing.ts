/**
 * The value of a `Server-Timing` header, which browsers show with their other
 * timings.
 *
 * @param stages Milliseconds by the names of the stages, in order.
 */
export function serverTiming(stages: Readonly<Record<string, number>>): string {
  return Object.entries(stages)
    .map(([name, milliseconds]) => `${name};dur=${milliseconds.toFixed(1)}`)
    .join(", ");
}
