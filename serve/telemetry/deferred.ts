import { SILENT, type Telemetry } from "./telemetry.ts";

/**
 * Telemetry that is loaded while the service answers already: nothing is told
 * until then.
 *
 * @param loading The telemetry; if it fails, nothing is ever told.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { deferred } from "edge-dcgan/serve/telemetry/deferred.ts";
 * import { SILENT } from "edge-dcgan/serve/telemetry/telemetry.ts";
 *
 * const told: boolean[] = [];
 * const lookedUp = (found: boolean) => told.push(found);
 * const loading = Promise.resolve({ ...SILENT, lookedUp });
 * const telemetry = deferred(loading);
 * telemetry.lookedUp(false);
 * await loading;
 * telemetry.lookedUp(true);
 * assertEquals(told, [true]);
 * ```
 */
export function deferred(loading: Promise<Telemetry>): Telemetry {
  let current = SILENT;
  loading.then((telemetry) => current = telemetry, () => {});
  return {
    rendered: (stages, picture) => current.rendered(stages, picture),
    lookedUp: (found) => current.lookedUp(found),
    answered: (answer) => current.answered(answer),
  };
}
