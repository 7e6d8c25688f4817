import type { Engine } from "./engine.ts";
import { loadNative, type NativeLoader, requireNative } from "./native.ts";
import { OnnxEngine } from "./onnx_engine.ts";
import { memoryWatch } from "./out_of_memory.ts";

/**
 * Opens onnxruntime's native engine on the processor.
 *
 * @param threads Number of threads; one for each core by default.
 * @param load Loads onnxruntime's native build.
 * @throws {UserError} If onnxruntime's native build cannot be loaded.
 */
export async function openCpuEngine(
  threads: number = navigator.hardwareConcurrency,
  load: NativeLoader = loadNative,
): Promise<Engine> {
  const ort = await requireNative("cpu", "wasm", load);
  return new OnnxEngine({
    device: "cpu",
    description: `CPU, ${threads} ${threads === 1 ? "thread" : "threads"}`,
    ort,
    session: {
      executionProviders: ["cpu"],
      intraOpNumThreads: threads,
      // A pattern gives every value of a step its place at once, and an arena
      // keeps what was allocated, of each program its own. Without both a run
      // needs half of the memory, and no more time.
      enableMemPattern: false,
      enableCpuMemArena: false,
      // Threads that spin while they wait take the processor from others, and
      // from each other where there are more of them than idle cores.
      extra: { session: { intra_op: { allow_spinning: "0" } } },
    },
    watch: memoryWatch("this machine has not enough memory"),
  });
}
