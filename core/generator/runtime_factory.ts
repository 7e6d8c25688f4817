/**
 * What onnxruntime-web imports to start its WebAssembly: its own glue, with a
 * module that is compiled already, where it would read and compile 14 MB.
 *
 * @module
 */

// @ts-types="./runtime_glue.d.ts"
import startGlue, {
  type GlueOptions,
} from "onnxruntime-web/ort-wasm-simd-threaded.mjs";
import { compiledRuntime } from "./compiled_runtime.ts";

/**
 * Starts onnxruntime's WebAssembly in this thread.
 *
 * The glue takes Deno for Node.js, and puts the `Worker` of
 * node:worker_threads, which is used in another way, in the place of the global
 * one. That is undone here.
 *
 * @param options Options for the glue, from onnxruntime-web.
 * @returns The engine.
 * @throws If its file cannot be read.
 */
export default async function startWebAssembly(
  options: GlueOptions,
): Promise<unknown> {
  const module = await compiledRuntime();
  const { Worker } = globalThis;
  return await startGlue({
    ...options,
    instantiateWasm: (imports, done) => {
      globalThis.Worker = Worker;
      // At once, as the glue would never hear of it if a promise failed.
      done(new WebAssembly.Instance(module, imports), module);
    },
  });
}
