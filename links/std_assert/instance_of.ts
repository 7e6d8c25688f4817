import { ending } from "./_format.ts";
import { AssertionError } from "./assertion_error.ts";

function typeName(value: unknown): string {
  if (value === null) return "null";
  if (typeof value !== "object") return typeof value;
  return value.constructor?.name ?? "Object";
}

/**
 * Throws an {@linkcode AssertionError} unless `actual` is an instance of
 * `expectedType`.
 *
 * @example
 * ```ts
 * import { assertInstanceOf } from "@std/assert";
 *
 * assertInstanceOf(new TypeError("wrong"), Error);
 * ```
 */
export function assertInstanceOf<
  T extends abstract new (...args: never[]) => unknown,
>(
  actual: unknown,
  expectedType: T,
  msg = "",
): asserts actual is InstanceType<T> {
  if (actual instanceof expectedType) return;
  const found = typeName(actual);
  let but = ` but was "${found}"`;
  if (found === "function") but = " but was not an instanced object";
  if (found === expectedType.name) but = "";
  throw new AssertionError(
    `Expected object to be an instance of "${expectedType.name}"${but}${
      ending(msg)
    }`,
  );
}
