import type { Program } from "../graph/program.ts";
import { openCpuEngine } from "./cpu.ts";
import { openDawnEngine } from "./dawn.ts";
import type { Device, Engine } from "./engine.ts";
import { loadNative, NativeBuildError } from "./native.ts";
import { openWasmEngine } from "./wasm.ts";
import { adapterName, openWebGpuEngine, requestAdapter } from "./webgpu.ts";

/** What a user can ask for. */
export type DeviceChoice = Device | "auto";

/** A device and the reason it was taken, in words. */
export interface ChosenDevice {
  /** The device. */
  readonly device: Device;
  /** Why, in one line. */
  readonly reason: string;
  /** What is to be known before it is used, in one line, if anything is. */
  readonly warning?: string;
}

/** Why there is no real GPU, if there is none. */
function missingGpu(adapter: GPUAdapter | null): string | undefined {
  if (adapter === null) return "no GPU adapter was found";
  return adapter.info.isFallbackAdapter
    ? `the only adapter, ${adapterName(adapter)}, is software`
    : undefined;
}

/**
 * Chooses a device: a GPU if there is a real one, else the processor by native
 * code, else by WASM. Software that passes for a GPU is slower than both and is
 * taken only if asked for.
 *
 * @param choice What the user asked for.
 * @param request Asks for a GPU adapter.
 * @param load Loads onnxruntime's native build.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { chooseDevice } from "@edge-dcgan/edge-dcgan";
 *
 * assertEquals(await chooseDevice("wasm"), {
 *   device: "wasm",
 *   reason: "--device wasm",
 * });
 * ```
 */
export async function chooseDevice(
  choice: DeviceChoice,
  request: () => Promise<GPUAdapter | null> = requestAdapter,
  load: () => Promise<unknown> = loadNative,
): Promise<ChosenDevice> {
  if (choice !== "auto" && choice !== "webgpu") {
    return { device: choice, reason: `--device ${choice}` };
  }
  const adapter = await request();
  if (choice === "webgpu") {
    const reason = "--device webgpu";
    return adapter?.info.isFallbackAdapter === true
      ? { device: choice, reason, warning: softwareWarning(adapter) }
      : { device: choice, reason };
  }
  const noGpu = missingGpu(adapter);
  if (adapter !== null && noGpu === undefined) {
    return { device: "webgpu", reason: `found ${adapterName(adapter)}` };
  }
  try {
    await load();
    return { device: "cpu", reason: `${noGpu}` };
  } catch (error) {
    if (!(error instanceof NativeBuildError)) throw error;
    return { device: "wasm", reason: `${noGpu}; ${error.message}` };
  }
}

/** Mesa ends the loops of a shader after 65,535 rounds, without an error. */
function softwareWarning(adapter: GPUAdapter): string {
  return `${
    adapterName(adapter)
  } is software: --device cpu is far faster, often a hundred times, and sums over more than about 65,000 numbers, as in the gradients of large batches, can come out too small here`;
}

/**
 * Opens an engine on a device.
 *
 * @param device The device.
 * @param programs The programs that will run on it.
 * @param threads Threads on the processor; one for each core by default.
 * @throws {UserError} If there is no such device.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { openEngine } from "@edge-dcgan/edge-dcgan";
 *
 * const engine = await openEngine("wasm", []);
 * assertEquals(engine.device, "wasm");
 * await engine.release();
 * ```
 */
export function openEngine(
  device: Device,
  programs: readonly Program[],
  threads?: number,
): Promise<Engine> {
  if (device === "webgpu") return openWebGpuEngine();
  if (device === "dawn") return openDawnEngine();
  return device === "cpu"
    ? openCpuEngine(threads)
    : openWasmEngine(programs, threads);
}
