import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { decodePicture } from "../../../train/data/decode.ts";
import type { Picture } from "../../../train/data/picture.ts";
import { fitPicture } from "../../../train/data/resize.ts";
import { fixture } from "./pictures.ts";

function read(name: string): Promise<Picture> {
  return decodePicture(Deno.readFileSync(fixture(`resize/${name}.png`)));
}

/** A picture whose red is its column and whose green is its row. */
function coordinates(height: number, width: number): Picture {
  const rgba = new Uint8ClampedArray(4 * height * width);
  for (let at = 0; at < height * width; at++) {
    rgba.set([at % width, Math.floor(at / width), 0, 255], 4 * at);
  }
  return { height, width, rgba };
}

for (
  const [height, width, what] of [
    [16, 16, "reduced"],
    [80, 96, "enlarged"],
    [9, 20, "stretched"],
    [20, 61, "reduced in height alone"],
  ] as const
) {
  Deno.test(`fitPicture() gives Pillow's bicubic when ${what}`, async () => {
    const source = await read("source_61x47");
    const expected = await read(`pillow_${width}x${height}`);
    const found = await fitPicture(source, { height, width, fit: "stretch" });
    assertEquals([found.height, found.width], [height, width]);
    const difference = found.rgba.map((value, at) => {
      return Math.abs(value - (expected.rgba[at] as number));
    });
    const most = Math.max(...difference);
    assert(most <= 2, `differs from Pillow by ${most} levels`);
  });
}

Deno.test("fitPicture() does not touch a picture of the right size", async () => {
  const picture = coordinates(4, 6);
  const shape = { height: 4, width: 6, fit: "crop" } as const;
  assertStrictEquals(await fitPicture(picture, shape), picture);
});

Deno.test("fitPicture() cuts out the centre of a wide picture", async () => {
  const shape = { height: 4, width: 4, fit: "crop" } as const;
  const { rgba } = await fitPicture(coordinates(4, 10), shape);
  assertEquals([...rgba.slice(0, 4)], [3, 0, 0, 255]);
  assertEquals([...rgba.slice(-4)], [6, 3, 0, 255]);
});

Deno.test("fitPicture() cuts out the centre of a tall picture", async () => {
  const shape = { height: 2, width: 4, fit: "crop" } as const;
  const { rgba } = await fitPicture(coordinates(12, 4), shape);
  assertEquals([...rgba.slice(0, 4)], [0, 5, 0, 255]);
  assertEquals([...rgba.slice(-4)], [3, 6, 0, 255]);
});

Deno.test("fitPicture() crops before it resizes", async () => {
  const picture = coordinates(8, 24);
  const shape = { height: 4, width: 4, fit: "crop" } as const;
  const centre = await fitPicture(picture, { ...shape, height: 8, width: 8 });
  const expected = await fitPicture(centre, { ...shape, fit: "stretch" });
  assertEquals(await fitPicture(picture, shape), expected);
});

Deno.test("fitPicture() crops a line to at least one pixel", async () => {
  const shape = { height: 2, width: 64, fit: "crop" } as const;
  const found = await fitPicture(coordinates(1, 3), shape);
  assertEquals(found.rgba.length, 4 * 2 * 64);
});
