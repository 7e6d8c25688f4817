import { UserError } from "../../core/user_error.ts";
import { add } from "../graph/operations/arithmetic.ts";
import { compile } from "../graph/program.ts";
import { feed } from "../graph/value.ts";
import type { Engine } from "./engine.ts";
import { loadNative, type NativeLoader, requireNative } from "./native.ts";
import { OnnxEngine } from "./onnx_engine.ts";
import { memoryWatch } from "./out_of_memory.ts";

/** onnxruntime looks for an adapter when its first session opens. */
const FIRST = compile({
  name: "first",
  fetches: { y: add(feed("x", []), 1) },
});

/** What onnxruntime says when Dawn gives it no adapter, or no device of one. */
const NO_GPU = /WebGPU (adapter|device)/;

/**
 * Opens onnxruntime's native engine on the GPU, by Dawn, the implementation of
 * WebGPU that it bundles. Dawn takes no software adapter.
 *
 * @param load Loads onnxruntime's native build.
 * @throws {UserError} If that cannot be loaded, or there is no GPU adapter.
 */
export async function openDawnEngine(
  load: NativeLoader = loadNative,
): Promise<Engine> {
  const engine = new OnnxEngine({
    device: "dawn",
    description: "WebGPU by Dawn",
    ort: await requireNative("dawn", "webgpu", load),
    session: { executionProviders: ["webgpu"] },
    watch: memoryWatch("the GPU is out of memory"),
  });
  try {
    await engine.run(FIRST, { x: Float32Array.of(1) });
  } catch (error) {
    if (!NO_GPU.test((error as Error).message)) throw error;
    throw new UserError(
      "--device is dawn, but Dawn finds no GPU adapter: install the GPU's Vulkan, Metal or DirectX 12 driver, or use --device cpu",
    );
  }
  return engine;
}
