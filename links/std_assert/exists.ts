import { ending } from "./_format.ts";
import { AssertionError } from "./assertion_error.ts";

/**
 * Throws an {@linkcode AssertionError} if `actual` is null or undefined.
 *
 * @example
 * ```ts
 * import { assertExists } from "@std/assert";
 *
 * assertExists(["a"].at(-1));
 * ```
 */
export function assertExists<T>(
  actual: T,
  msg?: string,
): asserts actual is NonNullable<T> {
  if (actual !== undefined && actual !== null) return;
  throw new AssertionError(
    `Expected actual: "${actual}" to not be null or undefined${ending(msg)}`,
  );
}
