/**
 * onnxruntime's native build, which not every machine can load.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { UserError } from "../../core/user_error.ts";
import type { Device } from "./engine.ts";
import type { OnnxRuntime } from "./onnx_engine.ts";

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

/**
 * Loads onnxruntime's native build for a device that a user asked for.
 *
 * @param device The device.
 * @param instead One that needs no native code.
 * @param load Loads it.
 * @throws {UserError} If it cannot be loaded.
 */
export async function requireNative(
  device: Device,
  instead: Device,
  load: NativeLoader,
): Promise<OnnxRuntime> {
  try {
    return await load();
  } catch (error) {
    if (!(error instanceof NativeBuildError)) throw error;
    throw new UserError(
      `--device is ${device}, but ${error.message}; --device ${instead} needs no native code`,
    );
  }
}
