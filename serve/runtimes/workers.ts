/**
 * The service on Cloudflare Workers. What is served was read when the Worker was
 * built: it has no files, and compiles no WebAssembly but what it imports.
 *
 * @module
 */

import "./image_data.ts";
import { provideWasm, type WasmModules } from "../../core/webassembly.ts";
import { readEmbed, readPublicUrl, readShareWeights } from "../sharing.ts";
import { createHandler } from "../handler.ts";
import type { FoundModel, Model } from "../models.ts";
import type { PagePaths } from "../page/built_assets.ts";
import { startService } from "../service.ts";

/** What a Worker is made of. */
export interface WorkerParts {
  /** Generators; the first is the current one. */
  readonly models: readonly (Model & { readonly onnx: ArrayBuffer })[];
  /** Compiled WebAssembly. */
  readonly wasm: WasmModules;
  /** Paths of the page's files, which the platform sends by itself. */
  readonly page: PagePaths;
  /** Variables and secrets of the Worker. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What Workers know besides the standard's options of a response. */
interface WorkersResponseInit extends ResponseInit {
  /** "manual" leaves a body as it is whose encoding is in its headers. */
  readonly encodeBody: "manual";
}

/**
 * Makes a Worker.
 *
 * @param parts What it is made of.
 * @returns The default export of its module.
 */
export async function createWorker(
  { models, wasm, page, env }: WorkerParts,
): Promise<{ fetch(request: Request): Promise<Response> }> {
  provideWasm(wasm);
  const found = models.map(({ onnx, ...model }): FoundModel => ({
    ...model,
    weights: () => Promise.resolve(new Blob([onnx]).stream()),
    read: () =>
      Promise.resolve({
        card: model.card,
        file: model.card.model.file,
        // A copy: what opens it may end its memory.
        model: new Uint8Array(onnx.slice(0)),
      }),
  }));
  const shareWeights = readShareWeights(env["WEIGHTS"]);
  const report = (error: unknown) => console.error(error);
  const service = await startService({
    models: found,
    loadAssets: () =>
      Promise.resolve({ ...page, get: () => Promise.resolve(undefined) }),
    workers: 0,
    ...shareWeights !== undefined && { shareWeights },
    report,
  });
  const embed = readEmbed(env["EMBED"]);
  const publicUrl = readPublicUrl(env["PUBLIC_URL"]);
  const handler = createHandler({
    ...service,
    ...embed !== undefined && { embed },
    ...publicUrl !== undefined && { publicUrl },
    // The platform logs requests by itself.
    log: () => {},
  });
  return {
    fetch: async (request) => {
      const { body, status, headers } = await handler(request);
      const init: WorkersResponseInit = {
        status,
        headers,
        encodeBody: "manual",
      };
      return new Response(body, init);
    },
  };
}
