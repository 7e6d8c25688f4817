import { SILENT, type Telemetry } from "./telemetry.ts";

/**
 * Telemetry that is loaded while the service answers already: nothing is told
 * until then.
 *
 * @param loading The telemetry; if it fails, nothing is ever told.
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
