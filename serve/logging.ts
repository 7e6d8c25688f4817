/**
 * Logs as JSON, one object a line.
 *
 * @module
 */

import type { LoadTimes } from "./studio/load_times.ts";
import type { LogEntry } from "./handler.ts";

function line(members: Record<string, unknown>): string {
  return JSON.stringify({ time: new Date().toISOString(), ...members });
}

/**
 * Writes a request and its answer to standard output.
 *
 * @param entry What happened.
 *
 * @example
 * ```ts ignore
 * import { logRequest } from "edge-dcgan/serve/logging.ts";
 *
 * const handler = createHandler({ ...service, log: logRequest });
 * ```
 */
export function logRequest(entry: LogEntry): void {
  console.log(line({ level: "info", ...entry, ms: rounded(entry.ms) }));
}

/** With one digit behind the point. */
function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}

/**
 * Writes to standard output how long a worker took to load: `start` is the time
 * from the start of the process until its thread could begin, the others are
 * those of {@linkcode LoadTimes}.
 *
 * @param times What loading took.
 *
 * @example
 * ```ts ignore
 * import { logLoading } from "edge-dcgan/serve/logging.ts";
 *
 * const service = await openService({ folder, report, onLoaded: logLoading });
 * ```
 */
export function logLoading({ began, ...stages }: LoadTimes): void {
  const times = { start: began - performance.timeOrigin, ...stages };
  const loaded = Object.fromEntries(
    Object.entries(times).map(([stage, ms]) => [stage, rounded(ms)]),
  );
  console.log(line({ level: "info", loaded }));
}

/**
 * Writes an error that is not a client's to standard error.
 *
 * @param error What was thrown.
 *
 * @example
 * ```ts ignore
 * import { logError } from "edge-dcgan/serve/logging.ts";
 *
 * const service = await openService({ folder, report: logError });
 * ```
 */
export function logError(error: unknown): void {
  const { message = `${error}`, stack = "" } = (error ?? {}) as Partial<Error>;
  console.error(line({ level: "error", message, stack }));
}
