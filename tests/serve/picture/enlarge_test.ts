import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { enlarge } from "../../../serve/picture/enlarge.ts";

/** Two columns, two rows: red, green, blue, white. */
const FOUR = {
  width: 2,
  height: 2,
  rgb: new Uint8Array([255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]),
};

Deno.test("enlarge() gives back the picture when scale is 1", async () => {
  for (const method of ["nearest", "smooth"] as const) {
    assertStrictEquals(await enlarge(FOUR, 1, method), FOUR);
  }
});

Deno.test("enlarge() repeats every pixel when the method is nearest", async () => {
  const { width, height, rgb } = await enlarge(FOUR, 2, "nearest");
  assertEquals([width, height], [4, 4]);
  const [r, g, b, w] = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]];
  const rows = [[r, r, g, g], [r, r, g, g], [b, b, w, w], [b, b, w, w]];
  assertEquals([...rgb], rows.flat(2));
});

Deno.test("enlarge() keeps proportions and colours when the method is smooth", async () => {
  const { width, height, rgb } = await enlarge(FOUR, 4, "smooth");
  assertEquals([width, height, rgb.length], [8, 8, 8 * 8 * 3]);
  // The corners are nearly what they were, the middle is a mixture.
  const pixel = (x: number, y: number) => [...rgb.slice((y * 8 + x) * 3)];
  const [red = 0, green = 0, blue = 0] = pixel(0, 0);
  assert(red > 230 && green < 40 && blue < 40);
  const [middle = 0] = pixel(4, 3);
  assert(middle > 20 && middle < 235, `${middle}`);
});

Deno.test("enlarge() leaves a plain picture plain when the method is smooth", async () => {
  const grey = { width: 3, height: 2, rgb: new Uint8Array(18).fill(77) };
  const { rgb } = await enlarge(grey, 8, "smooth");
  assertEquals(new Set(rgb), new Set([77]));
});
