/**
 * What every build for another runtime contains besides the program.
 *
 * @module
 */

import { dirname } from "node:path";
import { moduleBytes } from "../core/generator/engine/engine.ts";
import type { WasmName } from "../core/webassembly.ts";
import { createHandler } from "../serve/handler.ts";
import type { Assets } from "../serve/page/assets.ts";
import type { OpenService } from "../serve/service.ts";

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

/** The page's files: where they lie, and the headers they are sent with. */
export interface PageFiles {
  /** Paths of the files, relative to the page. */
  readonly paths: Pick<Assets, "styleSheet" | "script">;
  /** Headers of each, by its path. */
  readonly headers: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** Headers that are not the file's own. */
const OF_AN_ANSWER = ["content-length", "etag", "vary", "x-request-id"];

/**
 * Writes the page's style sheet and script, as the service sends them.
 *
 * @param service The service.
 * @param folder Path of the folder to write to.
 */
export async function writePage(
  service: OpenService,
  folder: string,
): Promise<PageFiles> {
  const { styleSheet, script } = service.assets;
  const handler = createHandler({ ...service, log: () => {} });
  const headers = new Map<string, Record<string, string>>();
  for (const path of [styleSheet, script]) {
    const response = await handler(new Request(`http://localhost/${path}`));
    await Deno.mkdir(dirname(`${folder}/${path}`), { recursive: true });
    await Deno.writeFile(`${folder}/${path}`, await response.bytes());
    const own = [...response.headers].filter(([name]) =>
      !OF_AN_ANSWER.includes(name)
    );
    headers.set(path, Object.fromEntries(own));
  }
  return { paths: { styleSheet, script }, headers };
}
