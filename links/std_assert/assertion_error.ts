/**
 * The error that every assertion of this package throws.
 *
 * @example
 * ```ts
 * import { AssertionError } from "@std/assert";
 *
 * const error = new AssertionError("not so");
 * if (error.name !== "AssertionError") throw new Error(error.name);
 * ```
 */
export class AssertionError extends Error {
  override name = "AssertionError";
}
