import { assertEquals, assertStrictEquals } from "@std/assert";
import { decodePicture } from "../../../train/data/decode.ts";
import { exifOrientation, turn } from "../../../train/data/orientation.ts";
import { HEIGHT, pictureBytes, WIDTH } from "./pictures.ts";

/** EXIF data with one entry of a directory. */
function exif(tag: number, value: number, isLittle: boolean): Uint8Array {
  const bytes = new Uint8Array(26);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, isLittle ? 0x4949 : 0x4d4d);
  view.setUint16(2, 42, isLittle);
  view.setUint32(4, 8, isLittle);
  view.setUint16(8, 1, isLittle);
  view.setUint16(10, tag, isLittle);
  view.setUint16(12, 3, isLittle);
  view.setUint32(14, 1, isLittle);
  view.setUint16(18, value, isLittle);
  return bytes;
}

Deno.test("exifOrientation() reads both byte orders, with and without the prefix", () => {
  for (const isLittle of [true, false]) {
    for (let orientation = 1; orientation <= 8; orientation++) {
      const bytes = exif(0x0112, orientation, isLittle);
      assertEquals(exifOrientation(bytes), orientation);
      const prefix = new TextEncoder().encode("Exif\0\0");
      const prefixed = Uint8Array.of(...prefix, ...bytes);
      assertEquals(exifOrientation(prefixed), orientation);
    }
  }
});

Deno.test("exifOrientation() is 1 where none is stated or the data are damaged", () => {
  assertEquals(exifOrientation(exif(0x0110, 6, true)), 1);
  assertEquals(exifOrientation(exif(0x0112, 9, true)), 1);
  assertEquals(exifOrientation(exif(0x0112, 6, true).subarray(0, 15)), 1);
  assertEquals(exifOrientation(new Uint8Array()), 1);
});

/** What Pillow's exif_transpose() makes of the rows 1 2 3 and 4 5 6. */
const TURNED: Record<number, number[][]> = {
  2: [[3, 2, 1], [6, 5, 4]],
  3: [[6, 5, 4], [3, 2, 1]],
  4: [[4, 5, 6], [1, 2, 3]],
  5: [[1, 4], [2, 5], [3, 6]],
  6: [[4, 1], [5, 2], [6, 3]],
  7: [[6, 3], [5, 2], [4, 1]],
  8: [[3, 6], [2, 5], [1, 4]],
};

/** A picture of opaque greys. */
function greys(rows: number[][]) {
  const rgba = rows.flat().flatMap((value) => [value, value, value, 255]);
  return {
    height: rows.length,
    width: rows[0]?.length ?? 0,
    rgba: Uint8ClampedArray.from(rgba),
  };
}

const UPRIGHT = greys([[1, 2, 3], [4, 5, 6]]);

for (const [orientation, rows] of Object.entries(TURNED)) {
  Deno.test(`turn() shows orientation ${orientation} as Pillow does`, () => {
    assertEquals(turn(UPRIGHT, Number(orientation)), greys(rows));
  });
}

Deno.test("turn() leaves an upright picture alone", () => {
  assertStrictEquals(turn(UPRIGHT, 1), UPRIGHT);
});

/** A WebP in the extended form, with EXIF data behind its pixels. */
function webpWithExif(data: Uint8Array, flags: number) {
  const plain = pictureBytes("rgb.webp").subarray(12);
  const extended = [86, 80, 56, 88, 10, 0, 0, 0, flags, 0, 0, 0];
  const body = Uint8Array.of(
    ...new TextEncoder().encode("WEBP"),
    ...[...extended, WIDTH - 1, 0, 0, HEIGHT - 1, 0, 0],
    ...plain,
    ...[69, 88, 73, 70, data.length, 0, 0, 0],
    ...data,
  );
  const file = new Uint8Array(8 + body.length);
  file.set(new TextEncoder().encode("RIFF"));
  new DataView(file.buffer).setUint32(4, body.length, true);
  file.set(body, 8);
  return file;
}

Deno.test("decodePicture() turns a WebP as its EXIF data say", async () => {
  const upright = await decodePicture(pictureBytes("rgb.webp"));
  const data = exif(0x0112, 6, false);
  const turned = await decodePicture(webpWithExif(data, 8));
  assertEquals(turned, turn(upright, 6));
  // Data that the flags do not announce are not there for Pillow either.
  assertEquals(await decodePicture(webpWithExif(data, 0)), upright);
});
