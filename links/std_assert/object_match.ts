import { assertEquals } from "./equals.ts";

type Key = string | symbol;

/** The part of a value that another value speaks of. */
class Selection {
  /** Objects that are being selected from, with what they are selected by. */
  readonly #visited = new WeakMap<object, object>();

  of(actual: unknown, expected: unknown): unknown {
    const isSelectable = typeof actual === "object" && actual !== null &&
      typeof expected === "object" && expected !== null &&
      !(actual instanceof RegExp || actual instanceof Date);
    if (!isSelectable || this.#visited.get(actual) === expected) return actual;
    this.#visited.set(actual, expected);
    if (actual instanceof Map && expected instanceof Map) {
      return new Map(
        [...actual].filter(([key]) => expected.has(key))
          .map(([key, value]) => [key, this.of(value, expected.get(key))]),
      );
    }
    if (actual instanceof Set && expected instanceof Set) {
      return actual.intersection(expected);
    }
    if (Array.isArray(actual) && Array.isArray(expected)) {
      return actual.slice(0, expected.length)
        .map((element, index) => this.of(element, expected[index]));
    }
    return this.#fields(actual, expected);
  }

  /** The common fields, or all of `actual` if there is none to compare. */
  #fields(actual: object, expected: object): object {
    const keys = Reflect.ownKeys(actual);
    const wanted = new Set(Reflect.ownKeys(expected));
    const common = keys.filter((key) => wanted.has(key));
    const field = (of: object, key: Key) => (of as Record<Key, unknown>)[key];
    const selected = {};
    const isDisjoint = common.length === 0 && wanted.size > 0;
    for (const key of isDisjoint ? keys : common) {
      Object.defineProperty(selected, key, {
        value: isDisjoint
          ? field(actual, key)
          : this.of(field(actual, key), field(expected, key)),
        configurable: true,
        enumerable: true,
        writable: true,
      });
    }
    return selected;
  }
}

/**
 * Throws an `AssertionError` unless `actual` has everything that `expected`
 * has; what else it has does not matter.
 *
 * @example
 * ```ts
 * import { assertObjectMatch } from "@std/assert";
 *
 * assertObjectMatch({ a: 1, b: { c: 2, d: 3 } }, { b: { c: 2 } });
 * ```
 */
export function assertObjectMatch(
  actual: object,
  expected: Record<PropertyKey, unknown>,
  msg?: string,
): void {
  for (const value of [actual, expected]) {
    if (typeof value === "object" && value !== null) continue;
    throw new TypeError(
      `Cannot assertObjectMatch ${
        value === null ? null : `type ${typeof value}`
      }`,
    );
  }
  assertEquals(
    new Selection().of(actual, expected),
    new Selection().of(expected, expected),
    msg,
  );
}
