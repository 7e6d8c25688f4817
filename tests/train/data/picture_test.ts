import { assertEquals } from "@std/assert";
import { flatten, writePlanes } from "../../../train/data/picture.ts";

Deno.test("flatten() shows the background as far as a pixel is transparent", () => {
  const rgba = Uint8ClampedArray.of(
    ...[200, 100, 0, 255],
    ...[200, 100, 0, 0],
    ...[200, 100, 0, 128],
  );
  const picture = { height: 1, width: 3, rgba };
  assertEquals(flatten(picture, [10, 20, 255]), picture);
  assertEquals([...rgba], [
    ...[200, 100, 0, 255],
    ...[10, 20, 255, 255],
    // (200·128 + 10·127) / 255 = 105.4; 60.2; 127
    ...[105, 60, 127, 255],
  ]);
});

Deno.test("writePlanes() writes rows from left to right, then downwards", () => {
  const rgba = Uint8ClampedArray.from({ length: 2 * 3 * 4 }, (_, at) => at);
  const planes = new Uint8Array(3 * 2 * 3);
  writePlanes({ height: 2, width: 3, rgba }, planes);
  assertEquals([...planes], [
    ...[0, 4, 8, 12, 16, 20],
    ...[1, 5, 9, 13, 17, 21],
    ...[2, 6, 10, 14, 18, 22],
  ]);
});
