import { assertEquals, assertThrows } from "@std/assert";
import {
  pictureFormat,
  pictureSize,
} from "../../../train/data/picture_header.ts";
import { UnusablePicture } from "../../../train/data/unusable_picture.ts";
import { HEIGHT, pictureBytes, WIDTH } from "./pictures.ts";

for (
  const [name, format] of [
    ["rgb.png", "PNG"],
    ["rgb.webp", "WebP"],
    ["rgba.webp", "WebP"],
    ["animated.gif", "GIF"],
    ["rgb.bmp", "BMP"],
  ] as const
) {
  Deno.test(`pictureSize() reads the size of ${name}`, () => {
    const bytes = pictureBytes(name);
    assertEquals(pictureFormat(bytes), format);
    assertEquals(pictureSize(bytes, format), { height: HEIGHT, width: WIDTH });
  });
}

Deno.test("pictureSize() reads the size of a JPEG", () => {
  for (const name of ["rgb.jpg", "progressive.jpg", "turned.jpg", "grey.jpg"]) {
    const bytes = pictureBytes(name);
    assertEquals(pictureFormat(bytes), "JPEG");
    assertEquals(pictureSize(bytes, "JPEG"), { height: 8, width: 16 });
  }
});

Deno.test("pictureSize() reads the size of a lossy WebP", () => {
  const bytes = new Uint8Array(30);
  bytes.set(new TextEncoder().encode("RIFF....WEBPVP8 "));
  new DataView(bytes.buffer).setUint16(26, 300, true);
  // The two upper bits ask for scaling and are not part of the size.
  new DataView(bytes.buffer).setUint16(28, 200 | 0x4000, true);
  assertEquals(pictureSize(bytes, "WebP"), { height: 200, width: 300 });
});

Deno.test("pictureSize() counts the frames of a GIF, not its screen alone", () => {
  const bytes = pictureBytes("animated.gif");
  const frame = bytes.indexOf(0x2c, 13 + 3 * 64);
  new DataView(bytes.buffer).setUint16(frame + 5, 50_000, true);
  assertEquals(pictureSize(bytes, "GIF").width, 50_000);
});

Deno.test("pictureSize() takes the rows of a top-down BMP as positive", () => {
  const bytes = pictureBytes("rgb.bmp");
  new DataView(bytes.buffer).setInt32(22, -HEIGHT, true);
  assertEquals(pictureSize(bytes, "BMP"), { height: HEIGHT, width: WIDTH });
});

Deno.test("pictureSize() reads the small numbers of an OS/2 BMP", () => {
  const bytes = new Uint8Array(26);
  bytes.set(new TextEncoder().encode("BM"));
  bytes.set([12, 0, 0, 0, 7, 0, 5, 0, 1, 0, 24, 0], 14);
  assertEquals(pictureFormat(bytes), "BMP");
  assertEquals(pictureSize(bytes, "BMP"), { height: 5, width: 7 });
});

Deno.test("pictureFormat() takes no text for a BMP", () => {
  const text = new TextEncoder().encode("BM is how this sentence begins.");
  assertEquals(pictureFormat(text), undefined);
  assertEquals(pictureFormat(new Uint8Array(0)), undefined);
});

Deno.test("pictureSize() throws when a file ends within its header", () => {
  for (
    const [name, format] of [
      ["rgb.png", "PNG"],
      ["rgb.jpg", "JPEG"],
      ["rgb.webp", "WebP"],
      ["animated.gif", "GIF"],
      ["rgb.bmp", "BMP"],
    ] as const
  ) {
    const start = pictureBytes(name).slice(0, 9);
    assertThrows(
      () => pictureSize(start, format),
      UnusablePicture,
      `is a damaged ${format}`,
    );
  }
});

Deno.test("pictureSize() names the kinds of JPEG that are not decoded", () => {
  const kinds = { 0xc9: "arithmetic coding", 0xca: "arithmetic coding" };
  const others = { 0xc3: "lossless or hierarchical JPEG" };
  for (const [marker, kind] of Object.entries({ ...kinds, ...others })) {
    const bytes = pictureBytes("rgb.jpg");
    const frame = bytes.findIndex((byte, at) =>
      byte === 0xff && bytes[at + 1] === 0xc0
    );
    bytes[frame + 1] = Number(marker);
    assertThrows(() => pictureSize(bytes, "JPEG"), UnusablePicture, kind);
  }
});

Deno.test("pictureSize() names a PNG in Apple's form and reads no size from it", () => {
  const bytes = pictureBytes("rgb.png");
  const apple = Uint8Array.of(0, 0, 0, 4, 67, 103, 66, 73, 80, 0, 32, 6);
  const file = Uint8Array.of(
    ...bytes.subarray(0, 8),
    ...apple,
    ...[0x2b, 0xd5, 0xb3, 0x7f],
    ...bytes.subarray(8),
  );
  assertThrows(
    () => pictureSize(file, "PNG"),
    UnusablePicture,
    "is a PNG in Apple's CgBI form: convert it to an ordinary PNG",
  );
});

Deno.test("pictureSize() takes a PNG without its header for damaged", () => {
  const bytes = pictureBytes("rgb.png").fill(120, 12, 16);
  assertThrows(
    () => pictureSize(bytes, "PNG"),
    UnusablePicture,
    "is a damaged PNG",
  );
});
