import { assertEquals, assertThrows } from "@std/assert";
import type { RgbPicture } from "../../../core/picture/picture.ts";
import { pictureGrid } from "../../../core/picture/picture_grid.ts";

function plain(value: number, width = 1, height = 1): RgbPicture {
  return { width, height, rgb: new Uint8Array(width * height * 3).fill(value) };
}

/** The red values of a picture, row by row. */
function reds({ width, height, rgb }: RgbPicture): number[][] {
  return Array.from(
    { length: height },
    (_, y) =>
      Array.from({ length: width }, (_, x) => rgb[(y * width + x) * 3] ?? -1),
  );
}

Deno.test("pictureGrid() lays pictures out row by row", () => {
  const grid = pictureGrid([1, 2, 3, 4].map((value) => plain(value)), {
    columns: 2,
    gap: 0,
  });
  assertEquals(reds(grid), [[1, 2], [3, 4]]);
});

Deno.test("pictureGrid() puts the gap between and around pictures", () => {
  const grid = pictureGrid([plain(1, 2, 1), plain(2, 2, 1)], {
    columns: 2,
    gap: 1,
  });
  assertEquals(reds(grid), [
    [255, 255, 255, 255, 255, 255, 255],
    [255, 1, 1, 255, 2, 2, 255],
    [255, 255, 255, 255, 255, 255, 255],
  ]);
});

Deno.test("pictureGrid() fills the places of a short last row", () => {
  const grid = pictureGrid([1, 2, 3].map((value) => plain(value)), {
    columns: 2,
    gap: 0,
  });
  assertEquals(reds(grid), [[1, 2], [3, 255]]);
});

Deno.test("pictureGrid() keeps the rows of each picture", () => {
  const picture = {
    width: 1,
    height: 2,
    rgb: Uint8Array.of(1, 2, 3, 4, 5, 6),
  };
  const grid = pictureGrid([picture, picture], { columns: 2, gap: 0 });
  assertEquals([...grid.rgb], [1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6]);
});

Deno.test("pictureGrid() throws when pictures differ in size", () => {
  assertThrows(
    () => pictureGrid([plain(1), plain(1, 2)], { columns: 2 }),
    RangeError,
    "picture 1 is 2x1, the first 1x1",
  );
});

Deno.test("pictureGrid() throws when there is nothing to lay out", () => {
  assertThrows(() => pictureGrid([], { columns: 2 }), RangeError);
  assertThrows(() => pictureGrid([plain(1)], { columns: 0 }), RangeError);
  assertThrows(
    () => pictureGrid([plain(1)], { columns: 1, gap: -1 }),
    RangeError,
  );
});
