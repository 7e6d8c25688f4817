import type { FoundModel, Model } from "./models.ts";
import type { Assets } from "./page/assets.ts";
import { ByteCache } from "./http/byte_cache.ts";
import type { Service } from "./http/route.ts";
import { SYSTEM_CLOCK } from "./studio/clock.ts";
import type { LoadTimes } from "./studio/loading.ts";
import { openStudio } from "./studio/open_studio.ts";
import type { Studio } from "./studio/studio.ts";
import { SILENT } from "./telemetry/telemetry.ts";

/** What a service is made of. */
export interface ServiceParts {
  /** Its generators; the first is the current one. */
  readonly models: readonly FoundModel[];
  /** Loads the page's style sheet and script, while the generators load. */
  readonly loadAssets: () => Promise<Assets>;
  /** How many workers paint; 0 paints in this thread. */
  readonly workers: number;
  /** Whether visitors may have the weights; they may unless it says no. */
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

/** Bytes of finished pictures that are kept: some 1,400 PNGs of 64×64. */
const CACHE_BYTES = 16 * 2 ** 20;

/**
 * Starts a service: its first generator begins to load, others do when they are
 * asked for. It can answer from then on; pictures have to wait.
 *
 * @param parts What it is made of.
 * @returns The service; `studio.close` ends it.
 * @throws {RangeError} If there is no generator.
 */
export async function startService(parts: ServiceParts): Promise<OpenService> {
  const { models, loadAssets, report, shareWeights = true } = parts;
  const [current, ...others] = models.map(
    // What reads the files is for the runners alone.
    ({ read: _, weights, ...model }): Model => ({
      ...model,
      ...shareWeights && { weights },
    }),
  );
  if (current === undefined) throw new RangeError("There is no generator");
  const studio = openStudio({
    ...parts,
    first: current.digest,
    read: async (digest) => {
      const model = models.find((model) => model.digest === digest);
      if (model === undefined) {
        throw new RangeError(`There is no generator ${digest}`);
      }
      return await model.read();
    },
    clock: SYSTEM_CLOCK,
  });
  return {
    models: [current, ...others],
    studio,
    cache: new ByteCache(CACHE_BYTES),
    assets: await loadAssets(),
    telemetry: SILENT,
    report,
  };
}
