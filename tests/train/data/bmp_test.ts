import { assertEquals, assertRejects } from "@std/assert";
import { decodePicture } from "../../../train/data/decode.ts";
import { colour, paint, pictureBytes } from "./pictures.ts";

/** A BMP of one row with 16 bits a pixel. */
function bmp16(
  pixels: number[],
  { masks, header = 40 }: { masks?: number[]; header?: number } = {},
): Uint8Array<ArrayBuffer> {
  const start = Math.max(14 + header, masks === undefined ? 0 : 66);
  const bytes = new Uint8Array(start + 4 * Math.ceil(pixels.length / 2));
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode("BM"));
  view.setUint32(10, start, true);
  view.setUint32(14, header, true);
  view.setInt32(18, pixels.length, true);
  view.setInt32(22, 1, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 16, true);
  view.setUint32(30, masks === undefined ? 0 : 3, true);
  masks?.forEach((mask, index) => view.setUint32(54 + 4 * index, mask, true));
  pixels.forEach((pixel, at) => view.setUint16(start + 2 * at, pixel, true));
  return bytes;
}

async function colours(bytes: Uint8Array<ArrayBuffer>): Promise<number[][]> {
  const { rgba } = await decodePicture(bytes);
  return Array.from({ length: rgba.length / 4 }, (_, at) => {
    return [...rgba.subarray(4 * at, 4 * at + 4)];
  });
}

// The values are Pillow's.
const FIVE_BITS = [
  [0, 0, 0, 255],
  [255, 0, 0, 255],
  [255, 255, 255, 255],
  [131, 65, 24, 255],
];

Deno.test("decodePicture() reads bitmaps with five bits a colour", async () => {
  const pixels = [0x0000, 0x7c00, 0x7fff, 16 << 10 | 8 << 5 | 3];
  assertEquals(await colours(bmp16(pixels)), FIVE_BITS);
  const masks = [0x7c00, 0x03e0, 0x001f];
  assertEquals(await colours(bmp16(pixels, { masks })), FIVE_BITS);
});

Deno.test("decodePicture() passes over the alpha bit of a bitmap, as Pillow does", async () => {
  const masks = [0x7c00, 0x03e0, 0x001f, 0x8000];
  const pixels = [0x8000, 0xfc00, 0x7fff, 16 << 10 | 8 << 5 | 3];
  const bytes = bmp16(pixels, { masks, header: 108 });
  assertEquals(await colours(bytes), FIVE_BITS);
});

Deno.test("decodePicture() reads bitmaps with six bits of green", async () => {
  const masks = [0xf800, 0x07e0, 0x001f];
  const pixels = [0xffff, 0xf800, 16 << 11 | 21 << 5 | 3];
  assertEquals(await colours(bmp16(pixels, { masks })), [
    [255, 255, 255, 255],
    [255, 0, 0, 255],
    [131, 85, 24, 255],
  ]);
});

Deno.test("decodePicture() reads 16-bit bitmaps from the top or from the bottom", async () => {
  const upright = bmp16([0x7c00, 0x001f]);
  const view = new DataView(upright.buffer);
  view.setInt32(18, 1, true);
  const column = new Uint8Array(upright.length + 4);
  column.set(upright.subarray(0, 56));
  column.set([0x1f, 0], 58);
  const rows = new DataView(column.buffer);
  rows.setInt32(22, 2, true);
  const red = [255, 0, 0, 255];
  const blue = [0, 0, 255, 255];
  assertEquals(await colours(column), [blue, red]);
  rows.setInt32(22, -2, true);
  assertEquals(await colours(column), [red, blue]);
});

Deno.test("decodePicture() refuses a 16-bit bitmap that is cut off", async () => {
  const bytes = bmp16([1, 2, 3]);
  await assertRejects(
    () => decodePicture(bytes.slice(0, -4)),
    Error,
    "is a damaged BMP",
  );
});

for (const name of ["rgb.bmp", "palette.bmp"]) {
  Deno.test(`decodePicture() finds the pixels of ${name} when their place is not stated`, async () => {
    const bytes = pictureBytes(name);
    bytes.fill(0, 10, 14);
    const { rgba } = await decodePicture(bytes);
    const expected = paint((x, y) => [...colour(x, y), 255]);
    assertEquals([...rgba], expected);
  });
}

Deno.test("decodePicture() finds the pixels of a 16-bit bitmap behind its masks", async () => {
  const bytes = bmp16([0xf800, 0x001f], { masks: [0xf800, 0x07e0, 0x001f] });
  bytes.fill(0, 10, 14);
  assertEquals(await colours(bytes), [[255, 0, 0, 255], [0, 0, 255, 255]]);
});

/** A bitmap of OS/2 with 16 colours and one row of two pixels. */
function os2(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(26 + 48 + 4);
  bytes.set([66, 77, 78, 0, 0, 0, 0, 0, 0, 0, 74, 0, 0, 0]);
  bytes.set([12, 0, 0, 0, 2, 0, 1, 0, 1, 0, 4, 0], 14);
  bytes.set([10, 20, 30], 26 + 3);
  bytes.set([40, 50, 60], 26 + 45);
  bytes[74] = 0x1f;
  return bytes;
}

Deno.test("decodePicture() reads a small bitmap of OS/2", async () => {
  const expected = [[30, 20, 10, 255], [60, 50, 40, 255]];
  assertEquals(await colours(os2()), expected);
  const unstated = os2().fill(0, 10, 14);
  assertEquals(await colours(unstated), expected);
});

Deno.test("decodePicture() refuses a bitmap of OS/2 that lacks its last row", async () => {
  await assertRejects(
    () => decodePicture(os2().slice(0, 75)),
    Error,
    "is a damaged BMP",
  );
});
