import { findModels } from "./models.ts";
import type { Runtime } from "./runtime.ts";
import { type OpenService, startService } from "./service.ts";
import type { LoadTimes } from "./studio/loading.ts";
import { workerCount } from "./studio/worker_count.ts";

/** Where the service finds its generators and how it works. */
export interface ServiceOptions {
  /** Folder with a generator, or with folders with generators. */
  readonly folder: URL;
  /** How many workers; by default as many as cores and memory allow. */
  readonly workers?: number;
  /**
   * Whether visitors may have the weights, with which the page paints in their
   * own tabs.
   *
   * @default {true}
   */
  readonly shareWeights?: boolean;
  /** Receives errors that are not the client's. */
  readonly report: (error: unknown) => void;
  /** Is told, for every worker, how long loading took. */
  readonly onLoaded?: (times: LoadTimes) => void;
}

/**
 * Opens the service of a folder: reads and checks the files of the generators and
 * begins to load the first. It can answer from then on; pictures have to wait.
 * Generators that cannot be used are reported, and left out.
 *
 * @param runtime What it runs in.
 * @param options Where the generators are and how to work.
 * @returns The service; `studio.close` ends it.
 * @throws {UserError} If there is no generator that can be used.
 */
export async function openFolder(
  runtime: Pick<Runtime, "files" | "cores" | "loadAssets">,
  options: ServiceOptions,
): Promise<OpenService> {
  const { files, cores, loadAssets } = runtime;
  const { folder, report } = options;
  const models = await findModels(files, folder, report);
  const weights = models.reduce(
    (sum, { card }) => sum + card.model.parameters,
    0,
  );
  const workers = cores === 0
    ? 0
    : options.workers ?? workerCount(cores, weights);
  return await startService({ ...options, models, loadAssets, workers });
}
