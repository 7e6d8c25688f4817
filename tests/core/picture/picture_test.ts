import { assertEquals, assertThrows } from "@std/assert";
import { toPictures } from "../../../core/picture/picture.ts";

const PIXEL = { height: 1, width: 1 };

function bytes(...values: [number, number, number]): number[] {
  const [picture] = toPictures(new Float32Array(values), PIXEL);
  return [...picture?.rgb ?? []];
}

Deno.test("toPictures() maps -1, 0 and 1 to 0, 128 and 255", () => {
  assertEquals(bytes(-1, 0, 1), [0, 128, 255]);
});

Deno.test("toPictures() rounds to the nearest level, halves up", () => {
  const level = (byte: number) => byte / 127.5 - 1;
  assertEquals(bytes(level(10.4), level(10.6), level(254.9)), [10, 11, 255]);
  // Exact in float32: (-0.6 ± small) would not be.
  assertEquals(bytes(-0.5, 0.5, 0.25), [64, 191, 159]);
});

Deno.test("toPictures() clamps what lies outside [-1, 1], and NaN is black", () => {
  assertEquals(bytes(-1.01, 7, NaN), [0, 255, 0]);
  assertEquals(bytes(-Infinity, Infinity, -0), [0, 255, 128]);
});

Deno.test("toPictures() interleaves the planes of every image", () => {
  const level = (byte: number) => byte / 127.5 - 1;
  // Two images of 1x2 pixels: planes R, G, B one after the other.
  const planes = [1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16].map(level);
  assertEquals(
    toPictures(new Float32Array(planes), { height: 1, width: 2 }),
    [
      { height: 1, width: 2, rgb: Uint8Array.of(1, 3, 5, 2, 4, 6) },
      { height: 1, width: 2, rgb: Uint8Array.of(11, 13, 15, 12, 14, 16) },
    ],
  );
});

Deno.test("toPictures() gives nothing for no images", () => {
  assertEquals(toPictures(new Float32Array(0), PIXEL), []);
});

Deno.test("toPictures() throws when values are left over", () => {
  assertThrows(
    () => toPictures(new Float32Array(4), PIXEL),
    RangeError,
    "4 values are not a multiple of 3",
  );
});
