import { assertEquals } from "@std/assert";
import { parseSeed } from "../../serve/seed.ts";

Deno.test("parseSeed() reads every seed in its canonical form", () => {
  for (const seed of [0, 1, 9, 10, 4294967295]) {
    assertEquals(parseSeed(`${seed}`), seed);
  }
});

Deno.test("parseSeed() refuses every other form", () => {
  for (const text of ["", "00", "01", "-0", " 1", "1 ", "1\n", "1_0", "1n"]) {
    assertEquals(parseSeed(text), undefined, JSON.stringify(text));
  }
  for (const text of ["4294967296", "9999999999", "10000000000"]) {
    assertEquals(parseSeed(text), undefined, text);
  }
});
