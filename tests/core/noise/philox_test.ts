import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { type Block, philox4x32 } from "../../../core/noise/philox.ts";

const ONES = 0xffffffff;

Deno.test("philox4x32() gives the known answer for zeros", () => {
  assertEquals(
    philox4x32([0, 0, 0, 0], [0, 0]),
    [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  );
});

Deno.test("philox4x32() gives the known answer for ones", () => {
  assertEquals(
    philox4x32([ONES, ONES, ONES, ONES], [ONES, ONES]),
    [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  );
});

Deno.test("philox4x32() gives the known answer for the digits of pi", () => {
  assertEquals(
    philox4x32(
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
    ),
    [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  );
});

Deno.test("philox4x32() leaves its arguments as they are", () => {
  const counter: Block = [1, 2, 3, 4];
  const key: [number, number] = [5, 6];
  philox4x32(counter, key);
  assertEquals([counter, key], [[1, 2, 3, 4], [5, 6]]);
});

Deno.test("philox4x32() flips about half of all bits when one flips", () => {
  const bits = (block: Block) =>
    block.map((word) => word.toString(2).padStart(32, "0")).join("");
  const before = bits(philox4x32([7, 0, 0, 0], [1, 2]));
  for (let bit = 0; bit < 32; bit++) {
    const after = bits(philox4x32([(7 ^ (1 << bit)) >>> 0, 0, 0, 0], [1, 2]));
    assertNotEquals(after, before);
    const flips = [...after].filter((digit, at) => digit !== before[at]);
    // 64 of 128 with a standard deviation of 5.7.
    assert(Math.abs(flips.length - 64) < 30, `bit ${bit}: ${flips.length}`);
  }
});
