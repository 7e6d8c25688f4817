/**
 * Failures to write a file, told in one line.
 *
 * @module
 */

import { systemReason } from "./system_reason.ts";
import { UserError } from "./user_error.ts";

/** A file that could not be written: the disk is full, or it is forbidden. */
export class WriteError extends UserError {
  /** What the error is called where it is printed. */
  override name = "WriteError";

  /**
   * @param path The file.
   * @param reason What the system says about it.
   */
  constructor(readonly path: string, readonly reason: string) {
    super(`cannot write ${path}: ${reason}`);
  }
}

/**
 * An error of the file system as one about a file that could not be written.
 *
 * @param path The file.
 * @param error What was thrown while it was written.
 * @returns A {@linkcode WriteError}; the error itself if it is one already, or
 * is none of the file system.
 */
export function writeError(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof WriteError) return error;
  const reason = systemReason(error);
  const isOfFileSystem = reason !== error.message ||
    error instanceof Deno.errors.NotCapable;
  return isOfFileSystem ? new WriteError(path, reason) : error;
}
