import { difference } from "./_difference.ts";
import { ending, format } from "./_format.ts";
import { AssertionError } from "./assertion_error.ts";

/**
 * Throws an {@linkcode AssertionError} unless both are the same value in the
 * sense of `Object.is`.
 *
 * @example
 * ```ts
 * import { assertStrictEquals } from "@std/assert";
 *
 * assertStrictEquals(0 / 0, NaN);
 * ```
 */
export function assertStrictEquals<T>(
  actual: unknown,
  expected: T,
  msg?: string,
): asserts actual is T {
  if (Object.is(actual, expected)) return;
  const text = format(actual);
  if (text !== format(expected)) {
    throw new AssertionError(
      `Values are not strictly equal${ending(msg)}\n${
        difference(actual, expected)
      }`,
    );
  }
  const indented = text.split("\n").map((line) => `    ${line}`).join("\n");
  throw new AssertionError(
    `Values have the same structure but are not reference-equal${
      ending(msg)
    }\n\n${indented}\n`,
  );
}
