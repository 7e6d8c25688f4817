import { systemReason } from "../../core/system_reason.ts";

/**
 * What the file system said, as a reason for the user.
 *
 * @param error What reading a file or a folder threw.
 * @returns One line without the path, which the user reads beside it.
 * @throws The error itself if it is a bug and not the file system's.
 */
export function fileErrorReason(error: unknown): string {
  if (error instanceof Error && "code" in error) {
    return `cannot be read: ${systemReason(error)}`;
  }
  throw error;
}
