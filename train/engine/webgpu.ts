import { UserError } from "../../core/user_error.ts";
import type { Engine } from "./engine.ts";
import { GpuWatch } from "./gpu_watch.ts";
import { OnnxEngine } from "./onnx_engine.ts";

/** A GPU adapter as a user knows it, for instance "NVIDIA H100 (vulkan)". */
export function adapterName({ info }: Pick<GPUAdapter, "info">): string {
  const names = [info.description, info.device, info.vendor];
  return names.find((name) => name !== "") ?? "unnamed adapter";
}

/** Asks for the GPU adapter that onnxruntime-web will be given. */
export async function requestAdapter(): Promise<GPUAdapter | null> {
  return await navigator.gpu?.requestAdapter({
    powerPreference: "high-performance",
  }) ?? null;
}

/**
 * Opens onnxruntime-web's WebGPU engine on Deno's own WebGPU.
 *
 * @throws {UserError} If there is no GPU adapter.
 */
export async function openWebGpuEngine(): Promise<Engine> {
  const adapter = await requestAdapter();
  if (adapter === null) {
    throw new UserError(
      "--device is webgpu, but Deno finds no GPU adapter: install the GPU's Vulkan, Metal or DirectX 12 driver, or use --device wasm",
    );
  }
  const ort = await import("onnxruntime-web/webgpu");
  // This build's own threads would need a worker it cannot start here.
  ort.env.wasm.numThreads = 1;
  // What the device reports is thrown; see gpu_watch.ts.
  ort.env.logLevel = "fatal";
  ort.env.webgpu.powerPreference = "high-performance";
  const name = adapterName(adapter);
  const watch = new GpuWatch(name, () => ort.env.webgpu.device);
  return new OnnxEngine({
    device: "webgpu",
    description: `WebGPU, ${name}`,
    ort,
    session: { executionProviders: ["webgpu"] },
    watch,
  });
}
