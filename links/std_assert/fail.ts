import { ending } from "./_format.ts";
import { AssertionError } from "./assertion_error.ts";

/**
 * Throws an {@linkcode AssertionError}.
 *
 * @example
 * ```ts
 * import { assertThrows, fail } from "@std/assert";
 *
 * assertThrows(() => fail("too late"), Error, "too late");
 * ```
 */
export function fail(msg?: string): never {
  throw new AssertionError(`Failed assertion${ending(msg)}`);
}
