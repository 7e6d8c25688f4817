/**
 * Logs as JSON, one object a line.
 *
 * @module
 */

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
  const ms = Math.round(entry.ms * 10) / 10;
  console.log(line({ level: "info", ...entry, ms }));
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
