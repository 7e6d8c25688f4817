import { assertEquals } from "@std/assert";
import { shown } from "../../../train/exchange/shown.ts";

Deno.test("shown() leaves names as they are", () => {
  assertEquals(shown("deconv1_bn.weight"), "deconv1_bn.weight");
  assertEquals(shown("größe ∆"), "größe ∆");
});

Deno.test("shown() replaces what a terminal could obey", () => {
  assertEquals(shown("a\nb\r\tc\x1b[2J\x9b\u2028"), "a�b��c�[2J��");
  // A direction mark, which reorders the rest of the line.
  assertEquals(shown("a\u202eb"), "a�b");
});

Deno.test("shown() cuts long texts off", () => {
  assertEquals(shown("x".repeat(80)), "x".repeat(80));
  assertEquals(shown("x".repeat(81)), `${"x".repeat(80)}…`);
  assertEquals(shown("xyz", 2), "xy…");
});
