// What the rest of the tests relies on: that the assertions throw when they
// should, and what they say.

import { stripVTControlCharacters } from "node:util";
import {
  deepStrictEqual as nodeEqual,
  rejects as nodeRejects,
  throws as nodeThrows,
} from "node:assert/strict";
import {
  assert,
  assertAlmostEquals,
  assertArrayIncludes,
  assertEquals,
  assertExists,
  assertFalse,
  assertGreater,
  assertGreaterOrEqual,
  assertInstanceOf,
  AssertionError,
  assertIsError,
  assertLess,
  assertLessOrEqual,
  assertMatch,
  assertObjectMatch,
  assertRejects,
  assertStrictEquals,
  assertStringIncludes,
  assertThrows,
  fail,
  unreachable,
} from "@std/assert";

/** The message, without colours, of the assertion that has to fail. */
function message(assertion: () => unknown): string {
  let text = "";
  nodeThrows(assertion, (error) => {
    nodeEqual(error instanceof AssertionError, true);
    text = stripVTControlCharacters((error as Error).message);
    return true;
  });
  return text;
}

Deno.test("assertEquals() shows the lines that differ", () => {
  nodeEqual(
    message(() => assertEquals({ a: 1, b: [2] }, { a: 1, b: [3] }, "why")),
    `Values are not equal: why


    [Diff] Actual / Expected


    {
      a: 1,
      b: [
-       2,
+       3,
      ],
    }
`,
  );
});

Deno.test("assertEquals() shows control characters when strings differ", () => {
  const text = message(() => assertEquals("a\nb\\", "a\n\tb"));
  nodeEqual(text.includes("    a\\n\n-   b\\\\\n+   \\tb\n"), true, text);
});

Deno.test("assertStrictEquals() tells 0 from -0 and equal objects apart", () => {
  assertStrictEquals(NaN, NaN);
  message(() => assertStrictEquals(0, -0));
  nodeEqual(
    message(() => assertStrictEquals([1], [1])),
    "Values have the same structure but are not reference-equal.\n\n" +
      "    [\n      1,\n    ]\n",
  );
});

Deno.test("assertAlmostEquals() allows a tolerance, by default 1e-7 of the value", () => {
  assertAlmostEquals(1000, 1000.00009);
  assertAlmostEquals(Infinity, Infinity);
  assertAlmostEquals(1, 2, 1);
  message(() => assertAlmostEquals(1, NaN));
  message(() => assertAlmostEquals(0, 1e-300));
  nodeEqual(
    message(() => assertAlmostEquals(1, 1.5)),
    'Expected actual: "1" to be close to "1.5e+0": ' +
      'delta "5e-1" is greater than "1.5e-7".',
  );
});

Deno.test("assertions about one value throw when it is not as they say", () => {
  assert(1);
  assertFalse("");
  assertExists(0);
  assertMatch("abc", /b/);
  assertStringIncludes("abc", "bc");
  assertInstanceOf(new TypeError(), Error);
  assertIsError(new TypeError("a bc"), TypeError, "bc");
  assertArrayIncludes([{ a: 1 }, 2], [{ a: 1 }]);
  const messages: [() => unknown, string][] = [
    [() => assert(0, "why"), "why"],
    [() => assertFalse(1), ""],
    [
      () => assertExists(null),
      'Expected actual: "null" to not be null or undefined.',
    ],
    [() => assertMatch("a", /b/), 'Expected actual: "a" to match: "/b/".'],
    [
      () => assertStringIncludes("a", "b"),
      'Expected actual: "a" to contain: "b".',
    ],
    [
      () => assertInstanceOf([], Map),
      'Expected object to be an instance of "Map" but was "Array".',
    ],
    [
      () => assertIsError(new Error("a"), TypeError),
      'Expected error to be instance of "TypeError", but was "Error".',
    ],
    [
      () => assertIsError(new Error("a"), Error, "b"),
      'Expected error message to include "b", but got "a".',
    ],
    [
      () => assertArrayIncludes([1], [2]),
      'Expected actual: "[\n  1,\n]" to include: "[\n  2,\n]".\n' +
      "missing: [\n  2,\n]",
    ],
    [() => fail("why"), "Failed assertion: why"],
    [() => unreachable(), "Unreachable."],
  ];
  for (const [assertion, text] of messages) nodeEqual(message(assertion), text);
});

Deno.test("assertions of order throw when it is another", () => {
  assertLess(1, 2);
  assertLessOrEqual(2, 2);
  assertGreater("b", "a");
  assertGreaterOrEqual(2, 2);
  nodeEqual(message(() => assertLess(2, 2)), "Expect 2 < 2");
  nodeEqual(message(() => assertLessOrEqual(3, 2)), "Expect 3 <= 2");
  nodeEqual(message(() => assertGreater(2, 2)), "Expect 2 > 2");
  nodeEqual(message(() => assertGreaterOrEqual(1, NaN)), "Expect 1 >= NaN");
});

Deno.test("assertObjectMatch() looks at nothing but what is expected", () => {
  const actual = { a: 1, b: { c: [1, { d: 2, e: 3 }], f: 4 } };
  assertObjectMatch(actual, { b: { c: [1, { d: 2 }] } });
  assertObjectMatch(new RangeError("far"), { message: "far" });
  message(() => assertObjectMatch(actual, { b: { c: [1, { d: 3 }] } }));
  message(() => assertObjectMatch(actual, { g: 1 }));
});

Deno.test("assertThrows() returns the error of the right class and message", () => {
  const error = new TypeError("a \x1b[1mb\x1b[22mc");
  const throwIt = () => {
    throw error;
  };
  nodeEqual(assertThrows(throwIt), error);
  nodeEqual(assertThrows(throwIt, Error, "bc"), error);
  message(() => assertThrows(throwIt, RangeError));
  message(() => assertThrows(throwIt, TypeError, "d"));
  nodeEqual(
    message(() => assertThrows(() => {}, "why")),
    "Expected function to throw: why",
  );
  const throwText = () => {
    throw "text";
  };
  nodeEqual(assertThrows(throwText), "text");
  nodeEqual(
    message(() => assertThrows(throwText, Error)),
    "A non-Error object was thrown.",
  );
});

Deno.test("assertRejects() resolves to the error of the right class and message", async () => {
  const error = new TypeError("abc");
  const reject = () => Promise.reject(error);
  nodeEqual(await assertRejects(reject), error);
  nodeEqual(await assertRejects(reject, TypeError, "bc"), error);
  const refused: [() => Promise<unknown>, string][] = [
    [
      () => assertRejects(reject, RangeError),
      'Expected error to be instance of "RangeError", but was "TypeError".',
    ],
    [
      () => assertRejects(() => Promise.resolve(), "why"),
      "Expected function to reject: why",
    ],
    [
      () =>
        assertRejects(() => {
          throw error;
        }),
      "Function throws when expected to reject.",
    ],
    [
      () => assertRejects(() => Promise.reject("text"), Error),
      "A non-Error object was rejected.",
    ],
  ];
  for (const [assertion, text] of refused) {
    await nodeRejects(assertion, { name: "AssertionError", message: text });
  }
});

Deno.test("assertions narrow types", () => {
  const value: unknown = new Map([["a", 1]]);
  assertInstanceOf(value, Map);
  nodeEqual(value.size, 1);
  const maybe = ["a"].find((text) => text === "a");
  assertExists(maybe);
  nodeEqual(maybe.length, 1);
  const error = assertThrows(() => {
    throw new RangeError("far");
  }, RangeError);
  const narrowed: RangeError = error;
  nodeEqual(narrowed.message, "far");
});
