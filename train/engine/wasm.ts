import type { Program } from "../graph/program.ts";
import { sizeOf } from "../graph/value.ts";
import type { Engine } from "./engine.ts";
import { type CallWatch, OnnxEngine } from "./onnx_engine.ts";
import { memoryWatch } from "./out_of_memory.ts";
import { reserveSharedMemory } from "./shared_memory.ts";
import { Watchdog } from "./watchdog.ts";

/** Bytes of onnxruntime itself and of small allocations, generously. */
const BASE_BYTES = 512 * 2 ** 20;
/** Copies of the state in WebAssembly memory at once: old and new values. */
const STATE_COPIES = 2;

/** Bytes of WebAssembly memory that running the programs needs at most. */
function memoryBytes(programs: readonly Program[]): number {
  const needs = programs.map(({ model, state, valueBytes }) => {
    const stateBytes = Object.values(state)
      .reduce((sum, shape) => sum + 4 * sizeOf(shape), 0);
    return 2 * model.length + valueBytes + STATE_COPIES * stateBytes;
  });
  return BASE_BYTES + Math.max(0, ...needs);
}

/** Ends a process that hangs, and tells when the memory is full. */
function watchOf(watchdog: Watchdog): CallWatch {
  const memory = memoryWatch(
    "the WASM engine is out of memory, of which it can have 4 GiB at most",
  );
  return {
    watch: (call) => memory.watch(() => watchdog.watch(call)),
    stop: () => watchdog.stop(),
  };
}

/**
 * Opens onnxruntime-web's multi-threaded WASM engine.
 *
 * A process has one WebAssembly memory for it, sized by the programs of the
 * first engine that is opened.
 *
 * @param programs The programs that will run, to size the memory by.
 * @param threads Number of threads; one for each core by default.
 */
export async function openWasmEngine(
  programs: readonly Program[],
  threads: number = navigator.hardwareConcurrency,
): Promise<Engine> {
  const restore = reserveSharedMemory(memoryBytes(programs));
  // The package's root is its build for Node: the one whose threads work.
  const ort = await import("onnxruntime-web");
  ort.env.wasm.numThreads = threads;
  return new OnnxEngine({
    device: "wasm",
    description: `WASM, ${threads} ${threads === 1 ? "thread" : "threads"}`,
    ort,
    session: { executionProviders: ["wasm"] },
    started: restore,
    watch: watchOf(
      new Watchdog(
        "the WASM engine has stopped answering; what was saved is safe, and --threads 1 avoids its threads",
      ),
    ),
  });
}
