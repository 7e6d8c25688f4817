/**
 * onnxruntime's WebAssembly, compiled once for all threads.
 *
 * Its file has 14 MB. A compiled module can be sent to another thread at no
 * cost, and shares with all threads the machine code that V8 makes of each
 * function when it is first called. So a second worker starts in a third of the
 * time of the first.
 *
 * @module
 */

const FILE = import.meta.resolve(
  "onnxruntime-web/ort-wasm-simd-threaded.wasm",
);

let compiled: Promise<WebAssembly.Module> | undefined;

async function compile(): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(await Deno.readFile(new URL(FILE)));
  } catch (error) {
    // Whoever asks again may have more luck.
    compiled = undefined;
    throw error;
  }
}

/**
 * The compiled module: the one that was adopted, or else one that is compiled
 * on the first call.
 *
 * @throws If the file cannot be read.
 */
export function compiledRuntime(): Promise<WebAssembly.Module> {
  return compiled ??= compile();
}

/**
 * Uses a module that another thread has compiled.
 *
 * @param module The module.
 */
export function adoptRuntime(module: WebAssembly.Module): void {
  compiled = Promise.resolve(module);
}
