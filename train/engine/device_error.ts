import { UserError } from "../../core/user_error.ts";

/**
 * A device that can train no further: it was lost, it failed, or its memory is
 * full.
 */
export class DeviceError extends UserError {
  /** What the error is called where it is printed. */
  override name = "DeviceError";
}
