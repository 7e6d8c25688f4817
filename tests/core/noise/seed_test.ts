import { assert, assertEquals } from "@std/assert";
import { parseSeed, seedOf } from "../../../core/noise/seed.ts";

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

Deno.test("seedOf() is the number of a seed in its canonical form", () => {
  for (const seed of [0, 7, 4294967295]) assertEquals(seedOf(`${seed}`), seed);
});

Deno.test("seedOf() is the FNV-1a hash of any other text", () => {
  // From the test vectors of the hash's authors.
  assertEquals(seedOf(""), 0x811c9dc5);
  assertEquals(seedOf("a"), 0xe40c292c);
  assertEquals(seedOf("foobar"), 0xbf9cf968);
  assertEquals(seedOf("chongo was here!\n"), 0xd49930d5);
  // As docs/serving.md says.
  assertEquals(seedOf("Ada"), 2596513115);
  // What looks like a number but is none is a text.
  for (const text of ["007", "4294967296", "1e3", "-1"]) {
    assert(seedOf(text) !== Number(text), text);
  }
});

Deno.test("seedOf() hashes UTF-8", () => {
  // é is the bytes c3 a9.
  const bytes = [0xc3, 0xa9];
  const hash = bytes.reduce(
    (hash, byte) => Math.imul(hash ^ byte, 0x01000193),
    0x811c9dc5,
  );
  assertEquals(seedOf("é"), hash >>> 0);
});
