import { UserError } from "../../core/user_error.ts";

/**
 * A device that can train no further: it was lost, it failed, or its memory is
 * full.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { DeviceError } from "edge-dcgan/train/engine/device_error.ts";
 *
 * assertEquals(new DeviceError("the GPU was lost").exitCode, 1);
 * ```
 */
export class DeviceError extends UserError {
  /** What the error is called where it is printed. */
  override name = "DeviceError";
}
