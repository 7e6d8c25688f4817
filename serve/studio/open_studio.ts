import { type BegunWorker, RENDER_WORKER } from "./begin_worker.ts";
import type { Clock } from "./clock.ts";
import { startInProcess } from "./in_process_runner.ts";
import type { LoadTimes } from "./load_times.ts";
import type { GeneratorSource } from "./render_task.ts";
import { Studio } from "./studio.ts";
import { startWorker } from "./worker_runner.ts";

/** What a studio should work with. */
export interface OpenOptions {
  /** Generators to load. */
  readonly generators: readonly GeneratorSource[];
  /** How many workers; 0 renders in this thread. */
  readonly workers: number;
  /** Tells the time and waits. */
  readonly clock: Clock;
  /** Receives errors that are nobody's fault but ours. */
  readonly report: (error: unknown) => void;
  /** Is told, for every runner, how long loading took. */
  readonly onLoaded?: (times: LoadTimes) => void;
  /** The first worker, if it has been started already. */
  readonly first?: BegunWorker;
}

/**
 * Opens a studio with workers; where there are none, it renders in this thread.
 *
 * @param options What it should work with.
 * @returns The studio, which begins to load.
 */
export function openStudio(options: OpenOptions): Studio {
  const { generators, workers, clock, report, onLoaded } = options;
  const inProcess = workers === 0 || typeof Worker === "undefined";
  const workerOptions = {
    ...RENDER_WORKER,
    clock,
    generators,
    ...onLoaded !== undefined && { onLoaded },
  };
  let { first } = options;
  return new Studio({
    runners: inProcess ? 1 : workers,
    start: () => {
      if (inProcess) return startInProcess(generators, onLoaded);
      const begun = first;
      first = undefined;
      return startWorker(workerOptions, begun);
    },
    clock,
    report,
  });
}
