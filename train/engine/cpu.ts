import { fileURLToPath } from "node:url";
import { UserError } from "../../core/user_error.ts";
import { DeviceError } from "./device_error.ts";
import type { Engine } from "./engine.ts";
import { type CallWatch, OnnxEngine, type OnnxRuntime } from "./onnx_engine.ts";
import { isOutOfMemory } from "./out_of_memory.ts";

/** Loads onnxruntime's native build. */
export type NativeLoader = () => Promise<OnnxRuntime>;

/** onnxruntime's native build is not allowed, or not made for this machine. */
export class NativeBuildError extends UserError {
  /** What the error is called where it is printed. */
  override name = "NativeBuildError";
}

/** Whether a package's native library may be loaded; does not ask for it. */
async function mayLoad(name: string): Promise<boolean> {
  const path = fileURLToPath(import.meta.resolve(name));
  const { state } = await Deno.permissions.query({ name: "ffi", path });
  return state === "granted";
}

/**
 * Loads onnxruntime's native build. It never asks for the permission: in a
 * terminal Deno would stop and wait for an answer.
 *
 * @throws {NativeBuildError} If that is not allowed, or fails.
 */
export async function loadNative(): Promise<OnnxRuntime> {
  let why = "may not be loaded without --allow-ffi";
  try {
    if (await mayLoad("onnxruntime-node")) {
      return await import("onnxruntime-node");
    }
  } catch (error) {
    const [line] = (error as Error).message.split("\n");
    why = `cannot be loaded: ${line}`;
  }
  throw new NativeBuildError(`onnxruntime's native build ${why}`);
}

/** Says when the memory is full. */
const WATCH: CallWatch = {
  watch: async (call) => {
    try {
      return await call();
    } catch (error) {
      if (!isOutOfMemory(error)) throw error;
      throw new DeviceError(
        "this machine has not enough memory: use a smaller --batch, --d or --size",
      );
    }
  },
  stop: () => {},
};

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
  let ort: OnnxRuntime;
  try {
    ort = await load();
  } catch (error) {
    if (!(error instanceof NativeBuildError)) throw error;
    throw new UserError(
      `--device is cpu, but ${error.message}; --device wasm needs no native code`,
    );
  }
  return new OnnxEngine({
    device: "cpu",
    description: `CPU, ${threads} ${threads === 1 ? "thread" : "threads"}`,
    ort,
    session: {
      executionProviders: ["cpu"],
      intraOpNumThreads: threads,
      // A pattern gives every value of a step its place at once; allocated one
      // by one they need two thirds of the memory, and no more time.
      enableMemPattern: false,
      // Threads that spin while they wait take the processor from others, and
      // from each other where there are more of them than idle cores.
      extra: { session: { intra_op: { allow_spinning: "0" } } },
    },
    watch: WATCH,
  });
}
