/**
 * The value of a `Server-Timing` header, which browsers show with their other
 * timings.
 *
 * @param stages Milliseconds by the names of the stages, in order.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { serverTiming } from "edge-dcgan/serve/http/server_timing.ts";
 *
 * assertEquals(
 *   serverTiming({ queue: 0.04, infer: 12 }),
 *   "queue;dur=0.0, infer;dur=12.0",
 * );
 * ```
 */
export function serverTiming(stages: Readonly<Record<string, number>>): string {
  return Object.entries(stages)
    .map(([name, milliseconds]) => `${name};dur=${milliseconds.toFixed(1)}`)
    .join(", ");
}
