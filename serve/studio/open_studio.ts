import type { Clock } from "./clock.ts";
import { startInProcess } from "./in_process_runner.ts";
import type { LoadTimes } from "./load_times.ts";
import type { Generators } from "./runner.ts";
import { Studio } from "./studio.ts";
import { startWorker } from "./worker_runner.ts";

/** Milliseconds after which a worker that does not answer is stuck. */
const ANSWER_LIMIT = 60_000;

/** What a studio should work with. */
export interface OpenOptions {
  /**
   * Reads the generators to load, once for each runner, which keeps the memory.
   *
   * @throws {UserError} If one cannot be read.
   */
  readonly read: () => Promise<Generators>;
  /** How many workers; 0 renders in this thread. */
  readonly workers: number;
  /** Tells the time and waits. */
  readonly clock: Clock;
  /** Receives errors that are nobody's fault but ours. */
  readonly report: (error: unknown) => void;
  /** Is told, for every runner, how long loading took. */
  readonly onLoaded?: (times: LoadTimes) => void;
}

/**
 * Opens a studio with workers; where there are none, it renders in this thread.
 *
 * @param options What it should work with.
 * @returns The studio, which begins to load.
 */
export function openStudio(options: OpenOptions): Studio {
  const { read, workers, clock, report, onLoaded } = options;
  const inProcess = workers === 0 || typeof Worker === "undefined";
  const start = () =>
    startWorker({
      module: new URL("./render_worker.ts", import.meta.url),
      limit: ANSWER_LIMIT,
      clock,
      read,
      ...onLoaded !== undefined && { onLoaded },
    });
  return new Studio({
    runners: inProcess ? 1 : workers,
    start: inProcess ? () => startInProcess(read, onLoaded) : start,
    clock,
    report,
  });
}
