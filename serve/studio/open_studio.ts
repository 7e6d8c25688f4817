import type { Clock } from "./clock.ts";
import { startInProcess } from "./in_process_runner.ts";
import type { Loading } from "./loading.ts";
import { Studio } from "./studio.ts";
import { startWorker } from "./worker_runner.ts";

/** Milliseconds after which a worker that does not answer is stuck. */
const ANSWER_LIMIT = 60_000;

/** What a studio should work with. */
export interface OpenOptions extends Loading {
  /** How many workers; 0 renders in this thread. */
  readonly workers: number;
  /** Tells the time and waits. */
  readonly clock: Clock;
  /** Receives errors that are nobody's fault but ours. */
  readonly report: (error: unknown) => void;
}

/**
 * Opens a studio with workers; where there are none, it renders in this thread.
 *
 * @param options What it should work with.
 * @returns The studio, which begins to load.
 */
export function openStudio(options: OpenOptions): Studio {
  const { workers, clock, report } = options;
  const inProcess = workers === 0 || typeof Worker === "undefined";
  const start = () =>
    startWorker({
      ...options,
      module: new URL("./render_worker.ts", import.meta.url),
      limit: ANSWER_LIMIT,
    });
  return new Studio({
    runners: inProcess ? 1 : workers,
    start: inProcess ? () => startInProcess(options) : start,
    clock,
    report,
  });
}
