import type { Program } from "../graph/program.ts";
import type { Device, Engine } from "./engine.ts";
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

/**
 * Chooses a device: a GPU if there is a real one, WASM otherwise. Software that
 * passes for a GPU is slower than WASM and is taken only if asked for.
 *
 * @param choice What the user asked for.
 * @param request Asks for a GPU adapter.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { chooseDevice } from "@edge-dcgan/edge-dcgan";
 *
 * const none = () => Promise.resolve(null);
 * assertEquals(await chooseDevice("auto", none), {
 *   device: "wasm",
 *   reason: "no GPU adapter was found",
 * });
 * ```
 */
export async function chooseDevice(
  choice: DeviceChoice,
  request: () => Promise<GPUAdapter | null> = requestAdapter,
): Promise<ChosenDevice> {
  if (choice === "wasm") return { device: choice, reason: "--device wasm" };
  const adapter = await request();
  const isSoftware = adapter?.info.isFallbackAdapter === true;
  if (choice === "webgpu") {
    const reason = "--device webgpu";
    if (!isSoftware) return { device: choice, reason };
    return { device: choice, reason, warning: softwareWarning(adapter) };
  }
  if (adapter === null) {
    return { device: "wasm", reason: "no GPU adapter was found" };
  }
  const name = adapterName(adapter);
  return isSoftware
    ? { device: "wasm", reason: `the only adapter, ${name}, is software` }
    : { device: "webgpu", reason: `found ${name}` };
}

/** Mesa ends the loops of a shader after 65,535 rounds, without an error. */
function softwareWarning(adapter: GPUAdapter): string {
  return `${
    adapterName(adapter)
  } is software: --device wasm is faster, and sums over more than about 65,000 numbers, as in the gradients of large batches, can come out too small here`;
}

/**
 * Opens an engine on a device.
 *
 * @param device The device.
 * @param programs The programs that will run on it.
 * @param threads Threads of the WASM engine; one for each core by default.
 * @throws {UserError} If the device is WebGPU and there is no adapter.
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
  return device === "webgpu"
    ? openWebGpuEngine()
    : openWasmEngine(programs, threads);
}
