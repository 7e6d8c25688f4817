import { assertEquals } from "@std/assert";
import {
  ELEMENT_TYPES,
  type ElementType,
} from "../../../train/exchange/element_type.ts";

/** What an element type makes of bytes, at an offset that is not 0. */
function read(type: ElementType, ...bytes: number[]): number | undefined {
  assertEquals(bytes.length, type.bytes);
  const view = new DataView(Uint8Array.of(0xff, ...bytes, 0xff).buffer);
  return type.read?.(view, 1);
}

Deno.test("ELEMENT_TYPES read little-endian floating-point numbers", () => {
  const { float64, float32, float16, bfloat16 } = ELEMENT_TYPES;
  assertEquals(read(float64, 0, 0, 0, 0, 0, 0, 0xf8, 0xbf), -1.5);
  assertEquals(read(float32, 0, 0, 0xc0, 0xbf), -1.5);
  assertEquals(read(float16, 0, 0xbe), -1.5);
  assertEquals(read(bfloat16, 0xc0, 0xbf), -1.5);
});

Deno.test("ELEMENT_TYPES read the ends of the 16-bit types", () => {
  const { float16, bfloat16 } = ELEMENT_TYPES;
  // The smallest subnormals, the largest numbers, infinity and no number.
  assertEquals(read(float16, 1, 0), 2 ** -24);
  assertEquals(read(float16, 0xff, 0x7b), 65504);
  assertEquals(read(float16, 0, 0xfc), -Infinity);
  assertEquals(read(bfloat16, 1, 0), 2 ** -133);
  assertEquals(read(bfloat16, 0x7f, 0x7f), 255 * 2 ** 120);
  assertEquals(read(bfloat16, 0x80, 0xff), -Infinity);
  assertEquals(read(bfloat16, 0xc0, 0x7f), NaN);
});

Deno.test("ELEMENT_TYPES do not read integers as numbers", () => {
  const readable = Object.values<ElementType>(ELEMENT_TYPES)
    .filter(({ read }) => read !== undefined).map(({ name }) => name);
  assertEquals(readable, ["float64", "float32", "float16", "bfloat16"]);
});
