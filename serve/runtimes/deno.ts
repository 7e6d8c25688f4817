/**
 * The service on Deno.
 *
 * @module
 */

import { openFolder, type ServiceOptions } from "../open_folder.ts";
import { loadAssets } from "../page/assets.ts";
import type { Runtime } from "../runtime.ts";
import type { OpenService } from "../service.ts";

/** Deno, from a clone of the repository. */
export const DENO: Runtime = {
  command: "deno task serve",
  files: Deno,
  cores: navigator.hardwareConcurrency,
  loadAssets: () => loadAssets(Deno),
  listen(handler, port, host) {
    const options = {
      port,
      ...host !== undefined && { hostname: host },
      onListen: () => {},
    };
    const server = Deno.serve(options, handler);
    return { address: server.addr, shutdown: () => server.shutdown() };
  },
};

/**
 * Opens the service: reads and checks the files of the generators and begins to
 * load the first.
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
export function openService(options: ServiceOptions): Promise<OpenService> {
  return openFolder(DENO, options);
}
