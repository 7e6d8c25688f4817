import { UserError } from "../../core/user_error.ts";
import { type Device, isGpu } from "./engine.ts";
import { adapterName, requestAdapter } from "./webgpu.ts";

/**
 * Checks that a device computes in float16, which mixed precision needs.
 *
 * @param device The device.
 * @param request Asks for the GPU adapter.
 * @throws {UserError} If it does not.
 */
export async function checkHalfPrecision(
  device: Device,
  request: () => Promise<Pick<GPUAdapter, "info" | "features"> | null> =
    requestAdapter,
): Promise<void> {
  if (!isGpu(device)) {
    throw new UserError(
      `--fp16 needs a GPU: onnxruntime has no float16 arithmetic on ${device} and would compute in float32`,
    );
  }
  const adapter = await request();
  if (adapter === null || adapter.features.has("shader-f16")) return;
  throw new UserError(
    `--fp16 needs a GPU with float16 arithmetic: ${
      adapterName(adapter)
    } lacks the feature shader-f16`,
  );
}
