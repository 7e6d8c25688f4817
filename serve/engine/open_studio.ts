import type { Clock } from "./clock.ts";
import { startInProcess } from "./in_process_runner.ts";
import type { GeneratorSource } from "./render_task.ts";
import { Studio } from "./studio.ts";
import { RENDER_WORKER, startWorker } from "./worker_runner.ts";

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
}

/** Milliseconds for one batch, or for loading; who takes longer is stuck. */
const WORKER_LIMIT = 60_000;

/**
 * Opens a studio with workers; where there are none, it renders in this thread.
 *
 * @param options What it should work with.
 * @returns The studio, which begins to load.
 *
 * @example
 * ```ts
 * import { folderUrl } from "edge-dcgan/core/folder_url.ts";
 * import { SYSTEM_CLOCK } from "edge-dcgan/serve/engine/clock.ts";
 * import { openStudio } from "edge-dcgan/serve/engine/open_studio.ts";
 *
 * const folder = folderUrl("tests/fixtures/generator").href;
 * const studio = openStudio({
 *   generators: [{ digest: "d", folder }],
 *   workers: 0,
 *   clock: SYSTEM_CLOCK,
 *   report: console.error,
 * });
 * await studio.opened;
 * await studio.close(1000);
 * ```
 */
export function openStudio(options: OpenOptions): Studio {
  const { generators, workers, clock, report } = options;
  const inProcess = workers === 0 || typeof Worker === "undefined";
  const workerOptions = {
    module: RENDER_WORKER,
    generators,
    limit: WORKER_LIMIT,
    clock,
  };
  return new Studio({
    runners: inProcess ? 1 : workers,
    start: () =>
      inProcess ? startInProcess(generators) : startWorker(workerOptions),
    clock,
    report,
  });
}
