import { assertEquals, assertThrows } from "@std/assert";
import { seedOf } from "../../../core/noise/seed.ts";
import { readPathSeed } from "../../../serve/http/path_seed.ts";
import { Problem } from "../../../serve/http/problem.ts";

Deno.test("readPathSeed() reads numbers and percent-encoded texts", () => {
  assertEquals(readPathSeed("7"), 7);
  assertEquals(readPathSeed("Zo%C3%AB"), seedOf("Zoë"));
});

Deno.test("readPathSeed() refuses what is no text of 1 to 200 characters", () => {
  for (const part of ["", "%ff", "a".repeat(201)]) {
    const { status } = assertThrows(() => readPathSeed(part), Problem);
    assertEquals(status, 400);
  }
  readPathSeed("a".repeat(200));
});
