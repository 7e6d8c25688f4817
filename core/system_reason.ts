/** What the system adds to its words: a number, and the call that failed. */
const DETAILS = / \(os error \d+\).*$/s;

/**
 * What the system says of a file, without the number of the error and the call
 * that failed.
 *
 * @param error What reading or writing threw; what is not an error of the
 * system keeps its message.
 */
export function systemReason(error: unknown): string {
  return (error instanceof Error ? error.message : String(error))
    .replace(DETAILS, "");
}
