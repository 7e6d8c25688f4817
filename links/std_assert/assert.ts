import { AssertionError } from "./assertion_error.ts";

/**
 * Throws an {@linkcode AssertionError} unless `expr` is truthy.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 *
 * assert("text".length === 4);
 * ```
 */
export function assert(expr: unknown, msg = ""): asserts expr {
  if (!expr) throw new AssertionError(msg);
}
