/**
 * WebAssembly that is compiled before the program runs. A runtime may compile
 * none from bytes, as Cloudflare Workers do, or not fetch the files of packages,
 * as Node.js does: then its entry point brings the modules.
 *
 * @module
 */

/** What WebAssembly is for: painting, and codecs of pictures. */
export type WasmName = "engine" | "jpeg" | "webp" | "resize";

/** Gives each module, compiled; it is asked when a module is first needed. */
export type WasmModules = Readonly<Record<WasmName, () => WebAssembly.Module>>;

let provided: WasmModules | undefined;

/**
 * Provides the modules for all that is painted from now on.
 *
 * @param modules All there are.
 */
export function provideWasm(modules: WasmModules): void {
  provided = modules;
}

/**
 * A module that was provided.
 *
 * @param name What it is for.
 * @returns `undefined` if none were provided: then whoever needs it loads it.
 */
export function providedWasm(name: WasmName): WebAssembly.Module | undefined {
  return provided?.[name]();
}
