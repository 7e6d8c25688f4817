/**
 * What the service prints while it works: sentences where a person looks on,
 * else JSON, one object a line.
 *
 * @module
 */

import { UserError } from "../core/user_error.ts";
import type { LoadTimes } from "./studio/loading.ts";
import type { LogEntry } from "./handler.ts";

/** Where events are printed. */
export interface Log {
  /** A request was answered. */
  request(entry: LogEntry): void;
  /** A worker is ready. */
  loaded(times: LoadTimes): void;
  /** An error that is not a client's. */
  error(error: unknown): void;
}

/** With one digit behind the point. */
function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}

function line(members: Record<string, unknown>): string {
  return JSON.stringify({ time: new Date().toISOString(), ...members });
}

/** Message and, of what may be a bug, the stack. */
function describe(error: unknown): { message: string; stack?: string } {
  if (!(error instanceof Error)) return { message: `${error}` };
  const { message, stack = "" } = error;
  return error instanceof UserError ? { message } : { message, stack };
}

/** JSON for whatever gathers logs: everything. */
const JSON_LOG: Log = {
  request: (entry) =>
    console.log(line({ level: "info", ...entry, ms: rounded(entry.ms) })),
  // `start` is the time until the thread of the worker could begin.
  loaded: ({ began, ...stages }) => {
    const times = { start: began - performance.timeOrigin, ...stages };
    const loaded = Object.fromEntries(
      Object.entries(times).map(([stage, ms]) => [stage, rounded(ms)]),
    );
    console.log(line({ level: "info", loaded }));
  },
  error: (error) => console.error(line({ level: "error", ...describe(error) })),
};

/** Sentences for a person: requests only if that is wished. */
function terminalLog(requests: boolean): Log {
  return {
    request: ({ method, path, status, ms }) => {
      if (!requests) return;
      const time = new Date().toTimeString().slice(0, 8);
      console.log(`${time} ${status} ${method} ${path} ${rounded(ms)} ms`);
    },
    loaded: () => {},
    error: (error) => {
      const { message, stack = message } = describe(error);
      console.error(`error: ${stack}`);
    },
  };
}

/**
 * Opens the log on standard output and standard error.
 *
 * @param terminal Whether standard output is a terminal.
 * @param requests Whether requests are printed on a terminal, too.
 */
export function openLog(terminal: boolean, requests: boolean): Log {
  return terminal ? terminalLog(requests) : JSON_LOG;
}
