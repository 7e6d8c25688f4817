import { type ExpectationArguments, readExpectation } from "./_expectation.ts";
import { ending } from "./_format.ts";
import { AssertionError } from "./assertion_error.ts";
import { assertIsError } from "./is_error.ts";

function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value &&
    typeof value.then === "function";
}

/**
 * Throws an {@linkcode AssertionError} unless the promise that `fn` returns is
 * rejected; resolves to the reason.
 *
 * @example
 * ```ts
 * import { assertRejects } from "@std/assert";
 *
 * await assertRejects(() => Promise.reject(new Error("no")), Error, "no");
 * ```
 */
export function assertRejects(
  fn: () => PromiseLike<unknown>,
  msg?: string,
): Promise<unknown>;
/**
 * Throws an {@linkcode AssertionError} unless the promise that `fn` returns is
 * rejected with an error of the given class whose message contains
 * `msgIncludes`; resolves to that error.
 */
export function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  ErrorClass: abstract new (...args: never[]) => E,
  msgIncludes?: string,
  msg?: string,
): Promise<E>;
export async function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  ...args: ExpectationArguments<E>
): Promise<unknown> {
  const { ErrorClass, msgIncludes, msg } = readExpectation(args);
  let promise: unknown;
  try {
    promise = fn();
  } catch {
    // Told below: a function that throws has not returned a promise either.
  }
  if (!isPromiseLike(promise)) {
    throw new AssertionError(
      `Function throws when expected to reject${ending(msg)}`,
    );
  }
  let rejected: { reason: unknown } | undefined;
  try {
    await promise;
  } catch (reason) {
    rejected = { reason };
  }
  if (rejected === undefined) {
    throw new AssertionError(`Expected function to reject${ending(msg)}`);
  }
  const { reason } = rejected;
  if (ErrorClass) {
    if (!(reason instanceof Error)) {
      throw new AssertionError(`A non-Error object was rejected${ending(msg)}`);
    }
    assertIsError(reason, ErrorClass, msgIncludes, msg);
  }
  return reason;
}
