import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import crc32 from "crc-32";
import { decodePicture } from "../../../train/data/decode.ts";
import { checkPng } from "../../../train/data/png.ts";
import { UnusablePicture } from "../../../train/data/unusable_picture.ts";
import { HEIGHT, pictureBytes, WIDTH } from "./pictures.ts";

/** A chunk with its length and checksum. */
function chunk(name: string, data: number[]): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(name), 4);
  bytes.set(data, 8);
  view.setInt32(8 + data.length, crc32.buf(bytes.subarray(4, -4)));
  return bytes;
}

/** Where the chunks of a PNG begin, by their names. */
function chunkStarts(bytes: Uint8Array): Map<string, number> {
  const view = new DataView(bytes.buffer);
  const starts = new Map<string, number>();
  for (let at = 8; at < bytes.length; at += 12 + view.getUint32(at)) {
    starts.set(String.fromCharCode(...bytes.subarray(at + 4, at + 8)), at);
  }
  return starts;
}

/** rgb.png with a chunk behind its header. */
function withChunk(added: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = pictureBytes("rgb.png");
  return Uint8Array.of(
    ...bytes.subarray(0, 33),
    ...added,
    ...bytes.subarray(33),
  );
}

for (const name of ["palette_alpha.png", "rgb.png"]) {
  Deno.test(`checkPng() notices every changed byte that decides the pixels of ${name}`, () => {
    const bytes = pictureBytes(name);
    const end = chunkStarts(bytes).get("IEND") as number;
    const view = new DataView(bytes.buffer);
    for (let at = 8; at < end; at += 12 + view.getUint32(at)) {
      for (let byte = at + 8; byte < at + 12 + view.getUint32(at); byte++) {
        const damaged = bytes.slice();
        damaged[byte] = (damaged[byte] as number) ^ 1;
        assertThrows(
          () => checkPng(damaged),
          UnusablePicture,
          "is a damaged PNG",
        );
      }
    }
  });
}

Deno.test("checkPng() does not mind damage in a text", () => {
  const text = chunk("tEXt", [65, 0, 66]);
  text[8] = 67;
  const bytes = withChunk(text);
  assertStrictEquals(checkPng(bytes).file, bytes);
});

Deno.test("checkPng() appends the last chunk where it is missing or cut off", async () => {
  const bytes = pictureBytes("rgb.png");
  for (const missing of [12, 11, 4, 1]) {
    const cut = bytes.slice(0, bytes.length - missing);
    assertEquals(checkPng(cut).file, bytes);
    const { rgba } = await decodePicture(cut);
    assertEquals(rgba, (await decodePicture(bytes)).rgba);
  }
});

Deno.test("checkPng() refuses a PNG that ends within its pixels", () => {
  const bytes = pictureBytes("rgb.png");
  for (const missing of [13, 20]) {
    assertThrows(
      () => checkPng(bytes.slice(0, bytes.length - missing)),
      UnusablePicture,
      "is a damaged PNG",
    );
  }
});

Deno.test("decodePicture() turns a PNG as its EXIF data say", async () => {
  // Little-endian TIFF with one entry: tag 0x0112, a short, 1 value, 6.
  const exif = [
    ...[0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0],
    ...[0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0],
  ];
  const turned = await decodePicture(withChunk(chunk("eXIf", exif)));
  const { rgba } = await decodePicture(pictureBytes("rgb.png"));
  assertEquals([turned.height, turned.width], [WIDTH, HEIGHT]);
  // The bottom left pixel is shown at the top left.
  const bottomLeft = 4 * (HEIGHT - 1) * WIDTH;
  assertEquals(
    [...turned.rgba.subarray(0, 4)],
    [...rgba.subarray(bottomLeft, bottomLeft + 4)],
  );
});
