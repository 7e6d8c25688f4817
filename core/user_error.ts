/**
 * Mistakes a user can make, told in one line.
 *
 * @module
 */

/**
 * An error whose message is meant for the user: one line that names the file
 * or flag, what is wrong with it and what is allowed. Commands print it without
 * a stack trace and exit with {@linkcode UserError.exitCode}.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { UserError } from "@edge-dcgan/edge-dcgan";
 *
 * const error = new UserError("--batch is 0: it must be an integer from 1", 2);
 * assertEquals(error.exitCode, 2);
 * ```
 */
export class UserError extends Error {
  /** What the error is called where it is printed. */
  override name = "UserError";

  /**
   * Makes an error of its message.
   *
   * @param message One line for the user.
   * @param exitCode 1 for a failure, 2 for wrong usage of the command line.
   */
  constructor(message: string, readonly exitCode: 1 | 2 = 1) {
    super(message);
  }
}
