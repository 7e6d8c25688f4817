import { type ExpectationArguments, readExpectation } from "./_expectation.ts";
import { ending } from "./_format.ts";
import { AssertionError } from "./assertion_error.ts";
import { assertIsError } from "./is_error.ts";

/**
 * Throws an {@linkcode AssertionError} unless `fn` throws; returns what.
 *
 * @example
 * ```ts
 * import { assertThrows } from "@std/assert";
 *
 * assertThrows(() => JSON.parse("{"), SyntaxError);
 * ```
 */
export function assertThrows(fn: () => unknown, msg?: string): unknown;
/**
 * Throws an {@linkcode AssertionError} unless `fn` throws an error of the given
 * class whose message contains `msgIncludes`; returns that error.
 */
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  ErrorClass: abstract new (...args: never[]) => E,
  msgIncludes?: string,
  msg?: string,
): E;
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  ...args: ExpectationArguments<E>
): unknown {
  const { ErrorClass, msgIncludes, msg } = readExpectation(args);
  let thrown: { error: unknown } | undefined;
  try {
    fn();
  } catch (error) {
    thrown = { error };
  }
  if (thrown === undefined) {
    throw new AssertionError(`Expected function to throw${ending(msg)}`);
  }
  const { error } = thrown;
  if (ErrorClass) {
    if (!(error instanceof Error)) {
      throw new AssertionError(`A non-Error object was thrown${ending(msg)}`);
    }
    assertIsError(error, ErrorClass, msgIncludes, msg);
  }
  return error;
}
