/**
 * What every build for another runtime contains besides the program.
 *
 * @module
 */

import { dirname } from "node:path";
import { moduleBytes } from "../core/generator/engine/engine.ts";
import { folderUrl } from "../core/folder_url.ts";
import type { WasmName } from "../core/webassembly.ts";
import { createHandler } from "../serve/handler.ts";
import type { PagePaths } from "../serve/page/built_assets.ts";
import { findModels, type FoundModel } from "../serve/models.ts";
import { DENO } from "../serve/runtimes/deno.ts";
import { startService } from "../serve/service.ts";

/** Where a package has its WebAssembly. */
function packaged(path: string): Promise<Uint8Array> {
  return Deno.readFile(new URL(import.meta.resolve(path)));
}

const WASM: Readonly<Record<WasmName, () => Promise<Uint8Array>>> = {
  engine: () => Promise.resolve(moduleBytes()),
  jpeg: () => packaged("@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm"),
  webp: () => packaged("@jsquash/webp/codec/enc/webp_enc_simd.wasm"),
  resize: () =>
    packaged("@jsquash/resize/lib/resize/pkg/squoosh_resize_bg.wasm"),
};

/** Names of all WebAssembly modules: each lies in a file of its name. */
export const WASM_NAMES = Object.keys(WASM) as readonly WasmName[];

/**
 * Writes the WebAssembly, a file each.
 *
 * @param folder Path of the folder to write to.
 */
export async function writeWasm(folder: string): Promise<void> {
  for (const name of WASM_NAMES) {
    await Deno.writeFile(`${folder}/${name}.wasm`, await WASM[name]());
  }
}

/** The argument that names the generators to build with. */
export const GENERATORS = {
  placeholder: "FOLDER",
  help:
    "Folder with a frozen generator, or with folders with generators; by default weights",
  min: 0,
  max: 1,
} as const;

/**
 * The folder of the generators to build with.
 *
 * @param path As it was given on the command line; by default those shipped.
 */
export function generatorsAt(path: string | undefined): URL {
  return path === undefined
    ? new URL("../weights/", import.meta.url)
    : folderUrl(path);
}

/**
 * Names of generators, for messages.
 *
 * @param models The generators.
 */
export function namesOf(models: readonly FoundModel[]): string {
  return models.map(({ card }) => card.name).join(", ");
}

/** The page's files: where they lie, and the headers they are sent with. */
export interface PageFiles {
  /** Paths of the files, relative to the page. */
  readonly paths: PagePaths;
  /** Headers of each, by its path. */
  readonly headers: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** Headers that are not the file's own. */
const OF_AN_ANSWER = ["content-length", "etag", "vary", "x-request-id"];

function warn(error: unknown): void {
  console.error(`warning: ${(error as Error).message}`);
}

/**
 * Opens the generators of a folder, as what cannot be opened here would not start
 * elsewhere, and writes the page's style sheet and script as they are sent.
 *
 * @param generators The folder of the generators.
 * @param folder Path of the folder to write to.
 * @throws {UserError} If there is no generator that can be used.
 */
export async function writePage(
  generators: URL,
  folder: string,
): Promise<{ models: readonly FoundModel[]; page: PageFiles }> {
  const models = await findModels(Deno, generators, warn);
  const service = await startService({
    models,
    loadAssets: DENO.loadAssets,
    workers: 0,
    report: warn,
  });
  await service.studio.opened;
  const { styleSheet, script, painter } = service.assets;
  const paths = { styleSheet, script, painter };
  const handler = createHandler({ ...service, log: () => {} });
  const headers = new Map<string, Record<string, string>>();
  for (const path of Object.values(paths)) {
    const response = await handler(new Request(`http://localhost/${path}`));
    await Deno.mkdir(dirname(`${folder}/${path}`), { recursive: true });
    await Deno.writeFile(`${folder}/${path}`, await response.bytes());
    const own = [...response.headers].filter(([name]) =>
      !OF_AN_ANSWER.includes(name)
    );
    headers.set(path, Object.fromEntries(own));
  }
  await service.studio.close(0);
  return { models, page: { paths, headers } };
}
