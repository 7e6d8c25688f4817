import { assertEquals } from "@std/assert";
import {
  allowedValues,
  expectation,
  formatValue,
  jsonSchema,
} from "../../core/option_description.ts";
import { readOptionValue, type ValueType } from "../../core/option_value.ts";
import {
  CHOICE,
  CHOICES,
  COUNT,
  DIGITS,
  EDITS,
  FLAG,
  INTEGER,
  LIST,
  MULTIPLE,
  NUMBER,
  OPEN,
  SIZE,
  TEXT,
} from "./value_types.ts";

Deno.test("expectation() and allowedValues() tell what is allowed", () => {
  const cases: [ValueType, string, string][] = [
    [INTEGER, "an integer from 1 to 4096", "1..4096"],
    [
      MULTIPLE,
      "an integer from 1 to 4096, a multiple of 16",
      "1..4096, a multiple of 16",
    ],
    [
      COUNT,
      "a count from 1 to 2000000, like 1500, 120k or 1.5M",
      "like 120k",
    ],
    [NUMBER, "a number from 0 to 1", "0..1"],
    [OPEN, "a number above 0 and below 1", ">0..<1"],
    [
      { ...NUMBER, minExcluded: true },
      "a number above 0, at most 1",
      ">0..1",
    ],
    [
      { ...NUMBER, maxExcluded: true },
      "a number from 0 to below 1",
      "0..<1",
    ],
    [
      { type: "choice", choices: ["cat", "dog, small", "owl"] },
      'cat, "dog, small" or owl',
      'cat, "dog, small" or owl',
    ],
    [CHOICE, "a, b or c", "a, b or c"],
    [{ type: "choice", choices: ["a"] }, "a", "a"],
    [FLAG, "true or false", ""],
    [TEXT, "a text that is not empty", ""],
    [DIGITS, "some digits", "some digits"],
    [
      LIST,
      "a list like 1,4-6 of at most 4 integers from 0 to 9",
      "like 1,4-6; 0..9",
    ],
    [
      SIZE,
      "HEIGHTxWIDTH or one number for both, each from 16 to 1024, a multiple of 16",
      "HxW or N, 16..1024, a multiple of 16",
    ],
    [
      EDITS,
      "a list like 3:1.5,5:-2 of directions from 1 to 10, each once, with strengths from -5 to 5",
      "like 3:1.5,5:-2; strengths -5..5",
    ],
  ];
  for (const [type, words, symbols] of cases) {
    assertEquals(expectation(type), words);
    assertEquals(allowedValues(type), symbols);
  }
});

Deno.test("formatValue() writes what readOptionValue() reads", () => {
  const cases: [ValueType, string][] = [
    [INTEGER, "7"],
    [COUNT, "999"],
    [COUNT, "1.5k"],
    [COUNT, "120k"],
    [COUNT, "1234567"],
    [COUNT, "1.5M"],
    [NUMBER, "0.0001"],
    [CHOICE, "b"],
    [CHOICES, "a,c"],
    [CHOICES, "none"],
    [TEXT, "x y"],
    [LIST, "1,2"],
    [SIZE, "32x48"],
    [EDITS, "3:1.5,5:-2"],
  ];
  for (const [type, text] of cases) {
    assertEquals(formatValue(type, readOptionValue(type, text)), text);
  }
});

Deno.test("jsonSchema() has the bounds and the default of a value", () => {
  assertEquals(jsonSchema({ ...INTEGER, default: 5 }), {
    type: "integer",
    minimum: 1,
    maximum: 4096,
    default: 5,
  });
  assertEquals(jsonSchema(OPEN), {
    type: "number",
    exclusiveMinimum: 0,
    exclusiveMaximum: 1,
  });
  assertEquals(jsonSchema(CHOICE), { type: "string", enum: ["a", "b", "c"] });
  assertEquals(jsonSchema(FLAG), { type: "boolean" });
  assertEquals(jsonSchema(TEXT), { type: "string" });
  assertEquals(jsonSchema({ ...EDITS, default: [] }), {
    type: "string",
    examples: ["3:1.5,5:-2"],
  });
});
