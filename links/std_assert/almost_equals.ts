import { ending } from "./_format.ts";
import { AssertionError } from "./assertion_error.ts";

/**
 * Throws an {@linkcode AssertionError} unless two numbers are at most
 * `tolerance` apart.
 *
 * @param tolerance By default 1e-7 of a finite `expected`, else 1e-7.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(0.1 + 0.2, 0.3);
 * assertAlmostEquals(3.14, 3.1416, 0.01);
 * ```
 */
export function assertAlmostEquals(
  actual: number,
  expected: number,
  tolerance?: number,
  msg?: string,
): void {
  if (Object.is(actual, expected)) return;
  const allowed = tolerance ??
    (Number.isFinite(expected) ? Math.abs(expected * 1e-7) : 1e-7);
  const delta = Math.abs(expected - actual);
  if (delta <= allowed) return;
  const show = (x: number) => Number.isInteger(x) ? `${x}` : x.toExponential();
  throw new AssertionError(
    `Expected actual: "${show(actual)}" to be close to "${
      show(expected)
    }": delta "${show(delta)}" is greater than "${show(allowed)}"${
      ending(msg)
    }`,
  );
}
