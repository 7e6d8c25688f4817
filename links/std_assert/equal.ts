import { types } from "node:util";

type Key = string | symbol;
type Fields = Record<Key, unknown>;
type Collection = Map<unknown, unknown> | Set<unknown>;

/** Objects whose text says all there is to compare. */
const COMPARED_AS_TEXT: ReadonlySet<unknown> = new Set(
  [Intl.Locale, RegExp, URL, URLSearchParams].map((type) => type.prototype),
);

/** The same value; 0 and -0 count as the same, and so do two NaN. */
function same(a: unknown, b: unknown): boolean {
  return a === b || Object.is(a, b);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isCollection(value: object): value is Collection {
  return value instanceof Map || value instanceof Set;
}

/** The prototype, where none at all is as good as that of `{}`. */
function kind(value: object): unknown {
  return Object.getPrototypeOf(value) ?? Object.prototype;
}

function bytes(buffer: ArrayBufferLike): Uint8Array {
  return new Uint8Array(buffer);
}

function sameElements(
  a: ArrayLike<unknown>,
  b: ArrayLike<unknown>,
): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) {
    if (!same(a[index], b[index])) return false;
  }
  return true;
}

/** Enumerable keys of plain objects and arrays; else all, inherited ones too. */
function keysOf(value: object): Set<Key> {
  const plain = kind(value) === Object.prototype ||
    kind(value) === Array.prototype;
  if (plain) return new Set(Reflect.ownKeys({ ...value }));
  const keys = new Set<Key>();
  let level: object | null = value;
  while (
    level !== null && level !== Object.prototype && level !== Array.prototype
  ) {
    for (const key of Reflect.ownKeys(level)) keys.add(key);
    level = Object.getPrototypeOf(level);
  }
  return keys;
}

/** One comparison, with the pairs it is in the middle of (for cycles). */
class Comparison {
  readonly #visited = new Map<object, object>();

  equal(a: unknown, b: unknown): boolean {
    if (same(a, b)) return true;
    if (!isObject(a) || !isObject(b)) return false;
    if (a instanceof Date && b instanceof Date) {
      return same(a.getTime(), b.getTime());
    }
    return kind(a) === kind(b) && this.#equalObjects(a, b);
  }

  /** Two objects of one kind. */
  #equalObjects(a: object, b: object): boolean {
    if (types.isTypedArray(a)) return sameElements(a, b as typeof a);
    if (types.isAnyArrayBuffer(a)) {
      return sameElements(bytes(a), bytes(b as ArrayBufferLike));
    }
    if (a instanceof WeakMap || a instanceof WeakSet) {
      throw new TypeError(`Cannot compare ${a.constructor.name} instances`);
    }
    if (a instanceof WeakRef) {
      return this.equal(a.deref(), (b as WeakRef<object>).deref());
    }
    if (this.#visited.get(a) === b) return true;
    if (Object.keys(a).length !== Object.keys(b).length) return false;
    this.#visited.set(a, b);
    if (isCollection(a)) return this.#equalCollections(a, b as Collection);
    if (COMPARED_AS_TEXT.has(kind(a))) return String(a) === String(b);
    return this.#equalFields(a as Fields, b as Fields);
  }

  #equalFields(a: Fields, b: Fields): boolean {
    for (const key of keysOf(a).union(keysOf(b))) {
      if (key in a !== key in b || !this.equal(a[key], b[key])) return false;
    }
    return true;
  }

  /** Entry by entry, whatever their order. */
  #equalCollections(a: Collection, b: Collection): boolean {
    if (a.size !== b.size) return false;
    const candidates = [...b.entries()];
    return [...a.entries()].every(([key, value]) => {
      if (!isObject(key) && typeof key !== "function") {
        return b.has(key) &&
          (b instanceof Set || this.equal(value, b.get(key)));
      }
      return candidates.some(([otherKey, otherValue]) =>
        this.equal(key, otherKey) &&
        (b instanceof Set || this.equal(value, otherValue))
      );
    });
  }
}

/**
 * Whether two values have the same structure: keys and values all the way
 * down, regardless of the order of keys. A key whose value is `undefined`
 * differs from a missing one; 0 equals -0.
 *
 * @example
 * ```ts
 * import { equal } from "@std/assert";
 *
 * if (!equal({ a: [1] }, { a: [1] })) throw new Error("not equal");
 * ```
 */
export function equal(a: unknown, b: unknown): boolean {
  return new Comparison().equal(a, b);
}
