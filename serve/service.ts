import { readGenerator } from "../core/generator/generator_folder.ts";
import { SYSTEM_CLOCK } from "./studio/clock.ts";
import type { LoadTimes } from "./studio/load_times.ts";
import { openStudio } from "./studio/open_studio.ts";
import type { Generators } from "./studio/runner.ts";
import type { Studio } from "./studio/studio.ts";
import { workerCount } from "./studio/worker_count.ts";
import { findModels, type FoundModel, type Model } from "./models.ts";
import { loadAssets } from "./page/assets.ts";
import { ByteCache } from "./http/byte_cache.ts";
import type { Service } from "./http/route.ts";
import { SILENT } from "./telemetry/telemetry.ts";

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

/** A service with what it takes to answer and to end it. */
export interface OpenService extends Service {
  /** Paints the pictures. */
  readonly studio: Studio;
  /** Receives errors that are nobody's fault but ours. */
  readonly report: (error: unknown) => void;
}

/** Bytes of finished pictures that are kept: some 4000 small PNGs. */
const CACHE_BYTES = 32 * 2 ** 20;

/**
 * Where runners get the generators from: the first gets the files as they were
 * checked, and with them their memory; later ones read them again.
 */
function readerOf(found: readonly FoundModel[]): () => Promise<Generators> {
  const places = found.map(({ digest, folder, card }) => ({
    digest,
    read: () => readGenerator(folder, card),
  }));
  let checked: Generators | undefined = new Map(
    found.map(({ digest, files }) => [digest, files]),
  );
  return async () => {
    const first = checked;
    checked = undefined;
    return first ?? new Map(
      await Promise.all(
        places.map(async ({ digest, read }) => [digest, await read()] as const),
      ),
    );
  };
}

/**
 * Opens the service: reads the files of the generators and begins to load them.
 * It can answer from then on; pictures have to wait. Generators that cannot be
 * used are reported, and left out.
 *
 * @param options Where the generators are and how to work.
 * @returns The service; `studio.close` ends it.
 * @throws {UserError} If there is no generator that can be used.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { folderUrl, openService } from "@edge-dcgan/edge-dcgan/serve";
 *
 * const service = await openService({
 *   folder: folderUrl("tests/fixtures/generator"),
 *   workers: 0,
 *   report: console.error,
 * });
 * assertEquals(service.models[0].card.name, "fixture");
 * await service.studio.opened;
 * await service.studio.close(1000);
 * ```
 */
export async function openService(
  options: ServiceOptions,
): Promise<OpenService> {
  const { folder, report, onLoaded, shareWeights = true } = options;
  const found = await findModels(folder, report);
  const weights = found.reduce(
    (sum, { card }) => sum + card.model.parameters,
    0,
  );
  const studio = openStudio({
    read: readerOf(found),
    workers: options.workers ??
      workerCount(navigator.hardwareConcurrency, weights),
    clock: SYSTEM_CLOCK,
    report,
    ...onLoaded !== undefined && { onLoaded },
  });
  // Read while the generators are loading.
  const assets = await loadAssets();
  // Without the files: their memory is the runners'.
  const [current, ...others] = found.map(
    ({ folder: _folder, files: _files, weights, ...model }): Model => ({
      ...model,
      ...shareWeights && { weights },
    }),
  );
  if (current === undefined) throw new RangeError("No generator was found");
  return {
    models: [current, ...others],
    studio,
    cache: new ByteCache(CACHE_BYTES),
    assets,
    telemetry: SILENT,
    report,
  };
}
