import {
  deepStrictEqual as nodeEqual,
  throws as nodeThrows,
} from "node:assert/strict";
import {
  assertEquals,
  AssertionError,
  assertNotEquals,
  equal,
} from "@std/assert";

class Point {
  #secret: number;
  constructor(readonly x: number, secret = 0) {
    this.#secret = secret;
  }
  get doubled() {
    return 2 * this.x + this.#secret;
  }
}

function cycle(value: number) {
  const node: { value: number; next?: unknown } = { value };
  node.next = node;
  return node;
}

const EQUAL: [unknown, unknown][] = [
  [1, 1],
  [0, -0],
  [NaN, NaN],
  [[0, NaN], [-0, NaN]],
  [{ a: 1, b: [2] }, { b: [2], a: 1 }],
  [Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
  [new Float32Array([1, -0, NaN]), new Float32Array([1, 0, NaN])],
  [new Uint8Array([1]).buffer, new Uint8Array([1]).buffer],
  [new Set([{ a: 1 }, 2]), new Set([2, { a: 1 }])],
  [new Map([["a", [1]], ["b", [2]]]), new Map([["b", [2]], ["a", [1]]])],
  [new Map([[{ a: 1 }, 1]]), new Map([[{ a: 1 }, 1]])],
  [new Date(5), new Date(5)],
  [/a/g, /a/g],
  [new URL("file:///a"), new URL("file:///a")],
  [new Point(1), new Point(1)],
  [cycle(1), cycle(1)],
];

const DIFFERENT: [unknown, unknown][] = [
  [1, 2],
  [1, "1"],
  [1, 1n],
  [null, undefined],
  [{}, []],
  [{}, null],
  [{ a: undefined }, {}],
  [{ a: undefined }, { b: undefined }],
  [[1, 2], [1]],
  [[1, 2], [2, 1]],
  [new Float32Array([1]), [1]],
  [new Float32Array([1]), new Float64Array([1])],
  [new Float32Array([1]), new Float32Array([1, 2])],
  [new Float32Array([1]), new Float32Array([1.5])],
  [new Uint8Array([1]).buffer, new Uint8Array([2]).buffer],
  [new Set([1]), new Set([2])],
  [new Set([{ a: 1 }]), new Set([{ a: 2 }])],
  [new Map([["a", 1]]), new Map([["a", 2]])],
  [new Map([["a", undefined]]), new Map([["b", undefined]])],
  [new Date(5), new Date(6)],
  [/a/g, /a/],
  [new URL("file:///a"), new URL("file:///b")],
  [new Point(1), { x: 1 }],
  [new Point(1), new Point(1, 2)],
  [cycle(1), cycle(2)],
  [() => 1, () => 1],
  [{ [Symbol.for("a")]: 1 }, { [Symbol.for("a")]: 2 }],
];

Deno.test("equal() compares structure", () => {
  for (const [a, b] of EQUAL) {
    nodeEqual([equal(a, b), equal(b, a)], [true, true], Deno.inspect([a, b]));
    assertEquals(a, b);
    nodeThrows(() => assertNotEquals(a, b), AssertionError);
  }
  for (const [a, b] of DIFFERENT) {
    nodeEqual([equal(a, b), equal(b, a)], [false, false], Deno.inspect([a, b]));
    assertNotEquals(a, b);
    nodeThrows(() => assertEquals(a, b), AssertionError);
  }
});

Deno.test("equal() throws when it cannot look inside", () => {
  nodeThrows(() => equal(new WeakMap(), new WeakMap()), TypeError);
  nodeThrows(() => equal(new WeakSet(), new WeakSet()), TypeError);
});
