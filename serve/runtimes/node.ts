/**
 * The service on Node.js and Bun, as an npm package: this module is bundled into
 * one file, beside which lie the WebAssembly, the page and, one folder up, the
 * generators.
 *
 * @module
 */

// What is missing has to be there before anything else.
import "./node_20.ts";
import "./image_data.ts";
import { createReadStream, readFileSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import type { ServerOptions } from "srvx";
import { runCommand } from "../../core/command_line/run_command.ts";
import type { Files } from "../../core/files.ts";
import { provideWasm, type WasmName } from "../../core/webassembly.ts";
import { openFolder, type ServiceOptions } from "../open_folder.ts";
import type { Assets } from "../page/assets.ts";
import { builtAssets } from "../page/built_assets.ts";
import type { Runtime } from "../runtime.ts";
import { serve } from "../serve.ts";
import type { OpenService } from "../service.ts";

export { folderUrl } from "../../core/folder_url.ts";
export { UserError } from "../../core/user_error.ts";
export { createHandler } from "../handler.ts";

/** A file beside the bundle. */
function beside(path: string): URL {
  return new URL(path, import.meta.url);
}

function compile(name: WasmName): WebAssembly.Module {
  return new WebAssembly.Module(readFileSync(beside(`${name}.wasm`)));
}

const FILES: Files = {
  readFile: async (path) => new Uint8Array(await readFile(path)),
  open: (path) =>
    Promise.resolve({ readable: Readable.toWeb(createReadStream(path)) }),
  readDir: async function* (path) {
    for (const entry of await readdir(path, { withFileTypes: true })) {
      yield { name: entry.name, isFile: entry.isFile() };
    }
  },
  stat,
};

async function loadAssets(): Promise<Assets> {
  const read = (path: string) => readFile(beside(`page/${path}`), "utf8");
  return builtAssets(JSON.parse(await read("page.json")), read);
}

const NODE: Runtime = {
  command: "edge-dcgan",
  files: FILES,
  // One thread answers and paints: more of it are more processes.
  cores: 0,
  loadAssets,
  async listen(handler, port, host) {
    const options: ServerOptions = {
      fetch: handler,
      port,
      ...host !== undefined && { hostname: host },
      silent: true,
      gracefulShutdown: false,
    };
    const { serve } = "Bun" in globalThis
      ? await import("srvx/bun")
      : await import("srvx/node");
    const server = serve(options);
    await server.ready();
    const { hostname, port: taken } = new URL(server.url ?? "");
    return {
      address: {
        hostname: hostname.replace(/^\[(.*)\]$/, "$1"),
        port: Number(taken),
      },
      shutdown: () => server.close(),
    };
  },
};

provideWasm({
  engine: () => compile("engine"),
  jpeg: () => compile("jpeg"),
  webp: () => compile("webp"),
  resize: () => compile("resize"),
});

/** Serves as the command line and the environment say. */
export function main(): Promise<void> {
  return runCommand(() => serve(NODE));
}

/**
 * Opens the service of a folder, to be answered from with `createHandler`.
 *
 * @param options Where the generators are.
 * @throws {UserError} If there is no generator that can be used.
 */
export function openService(options: ServiceOptions): Promise<OpenService> {
  return openFolder(NODE, options);
}
