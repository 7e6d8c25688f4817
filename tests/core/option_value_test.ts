import { assert, assertEquals, assertFalse } from "@std/assert";
import {
  type AnyValue,
  isAllowed,
  readOptionValue,
  type ValueType,
} from "../../core/option_value.ts";
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

Deno.test("readOptionValue() reads what is allowed", () => {
  const cases: [ValueType, string, AnyValue][] = [
    [INTEGER, "1", 1],
    [INTEGER, "+4096", 4096],
    [INTEGER, "0012", 12],
    [MULTIPLE, "48", 48],
    [COUNT, "1500", 1500],
    [COUNT, "120k", 120_000],
    [COUNT, "1.1K", 1100],
    [COUNT, "1.5M", 1_500_000],
    [NUMBER, "0", 0],
    [NUMBER, "1", 1],
    [NUMBER, ".5", 0.5],
    [NUMBER, "1.", 1],
    [NUMBER, "2e-4", 0.0002],
    [NUMBER, "5E-1", 0.5],
    [OPEN, "1e-9", 1e-9],
    [CHOICE, "b", "b"],
    [CHOICES, "b", ["b"]],
    [CHOICES, "c, a", ["a", "c"]],
    [CHOICES, "none", []],
    [FLAG, "true", true],
    [FLAG, "false", false],
    [TEXT, " x ", " x "],
    [DIGITS, "007", "007"],
    [LIST, "3", [3]],
    [LIST, "0,2-3,9", [0, 2, 3, 9]],
    [LIST, "1, 2", [1, 2]],
    [SIZE, "64", { height: 64, width: 64 }],
    [SIZE, "16x1024", { height: 16, width: 1024 }],
    [SIZE, "32X48", { height: 32, width: 48 }],
    [EDITS, "3:1.5", [{ direction: 3, strength: 1.5 }]],
    [EDITS, "10:+5, 2:-.5", [
      { direction: 2, strength: -0.5 },
      { direction: 10, strength: 5 },
    ]],
    [EDITS, "3:0,4:-0.0,5:1e-1", [{ direction: 5, strength: 0.1 }]],
    [EDITS, "3:0", []],
  ];
  for (const [type, text, value] of cases) {
    assertEquals(readOptionValue(type, text), value, `${type.type} ${text}`);
  }
});

Deno.test("readOptionValue() gives undefined for what is not allowed", () => {
  const cases: [ValueType, string[]][] = [
    [INTEGER, ["0", "4097", "-1", "1.5", "1e3", "0x10", "", " ", "ten"]],
    [COUNT, ["0", "2.1M", "1.2345k", "1.5", "k", "1 k", "-1k", "1e3", "1kk"]],
    [MULTIPLE, ["8", "17", "4097"]],
    [CHOICES, ["d", "a,d", "a,a", "a,", "", "none,a", "A"]],
    [NUMBER, ["-0.1", "1.1", "NaN", "Infinity", "0x1", "1,5", "", ".", "e5"]],
    [OPEN, ["0", "1", "1e400"]],
    [CHOICE, ["d", "A", ""]],
    [FLAG, ["yes", "1", ""]],
    [TEXT, [""]],
    [DIGITS, ["1a", ""]],
    [LIST, ["", "10", "1,", "3-1", "1-2-3", "-1", "0-4", "0,1,2,3,4", "1.5"]],
    [LIST, ["0-99999999999"]],
    [EDITS, ["", "3", "3:", ":1", "0:1", "11:1", "3:5.1", "3:-6", "3:1,3:2"]],
    [EDITS, ["3:1,", "-3:1", "1.5:1", "3:x", "3:1e400", "3:NaN", "3:1:2"]],
    [SIZE, ["0", "15", "64x", "x64", "64x65", "64x64x64", "1040", "64 x 64"]],
  ];
  for (const [type, texts] of cases) {
    for (const text of texts) {
      assertEquals(
        readOptionValue(type, text),
        undefined,
        `${type.type} ${text}`,
      );
    }
  }
});

Deno.test("isAllowed() is false for values of other types", () => {
  const values = [null, undefined, {}, [], "1", 1n, NaN, { height: 64 }];
  for (
    const type of [INTEGER, COUNT, NUMBER, CHOICE, FLAG, DIGITS, LIST, SIZE]
  ) {
    for (const value of values) {
      if (type === DIGITS && value === "1") continue;
      assertFalse(isAllowed(type, value), `${type.type} ${value}`);
    }
  }
  assert(isAllowed(LIST, [1, 2]));
  assertFalse(isAllowed(LIST, [1, "2"]));
  for (const value of ["3:1", {}, [3], [null], [{ direction: 3 }]]) {
    assertFalse(isAllowed(EDITS, value), `${value}`);
  }
});
