import { assert, assertEquals, assertRejects } from "@std/assert";
import { decodePicture } from "../../../train/data/decode.ts";
import { UnusablePicture } from "../../../train/data/unusable_picture.ts";
import {
  alpha,
  colour,
  grey,
  HEIGHT,
  paint,
  pictureBytes,
  WIDTH,
} from "./pictures.ts";

const opaque = (colours: (x: number, y: number) => number[]) => {
  return paint((x, y) => [...colours(x, y), 255]);
};
const COLOUR = opaque(colour);
const GREY = opaque(grey);
const COLOUR_ALPHA = paint((x, y) => [...colour(x, y), alpha(x)]);

/** Files without loss, and what they show. */
const EXACT: Record<string, number[]> = {
  "rgb.png": COLOUR,
  "rgb_interlaced.png": COLOUR,
  "rgb16.png": COLOUR,
  "palette.png": COLOUR,
  "palette_alpha.png": COLOUR_ALPHA,
  "rgba.png": COLOUR_ALPHA,
  "grey.png": GREY,
  "grey16.png": GREY,
  "grey_alpha.png": paint((x, y) => [...grey(x, y), alpha(x)]),
  "grey_1bit.png": opaque((x, y) => Array(3).fill((x + y) % 2 * 255)),
  "rgb.webp": COLOUR,
  "rgba.webp": COLOUR_ALPHA,
  "animated.gif": COLOUR,
  "rgb.bmp": COLOUR,
  "palette.bmp": COLOUR,
};

for (const [name, expected] of Object.entries(EXACT)) {
  Deno.test(`decodePicture() reads ${name}`, async () => {
    const { height, width, rgba } = await decodePicture(pictureBytes(name));
    assertEquals([height, width], [HEIGHT, WIDTH]);
    assertEquals([...rgba], expected);
  });
}

Deno.test("decodePicture() reads the transparent colour of a GIF", async () => {
  const { rgba } = await decodePicture(pictureBytes("transparent.gif"));
  assertEquals(rgba[3], 0);
  assertEquals([...rgba.slice(4)], COLOUR.slice(4));
});

const LEFT = [200, 30, 60, 255];
const RIGHT = [20, 120, 220, 255];

/** Asserts one pixel, within the loss of a JPEG. */
function assertPixel(
  picture: { width: number; rgba: Uint8ClampedArray },
  [x, y]: readonly [number, number],
  expected: readonly number[],
) {
  const start = 4 * (y * picture.width + x);
  const found = [...picture.rgba.slice(start, start + 4)];
  const near = found.every((value, channel) => {
    return Math.abs(value - (expected[channel] as number)) <= 3;
  });
  assert(near, `pixel (${x}, ${y}) is ${found}, not ${expected}`);
}

for (const name of ["rgb.jpg", "progressive.jpg"]) {
  Deno.test(`decodePicture() reads ${name}`, async () => {
    const picture = await decodePicture(pictureBytes(name));
    assertEquals([picture.height, picture.width], [8, 16]);
    assertPixel(picture, [2, 4], LEFT);
    assertPixel(picture, [13, 4], RIGHT);
  });
}

Deno.test("decodePicture() reads grey.jpg", async () => {
  const picture = await decodePicture(pictureBytes("grey.jpg"));
  assertPixel(picture, [5, 5], [90, 90, 90, 255]);
});

Deno.test("decodePicture() turns a JPEG as its EXIF data says", async () => {
  const picture = await decodePicture(pictureBytes("turned.jpg"));
  assertEquals([picture.height, picture.width], [16, 8]);
  assertPixel(picture, [4, 2], LEFT);
  assertPixel(picture, [4, 13], RIGHT);
});

async function assertUnusable(bytes: Uint8Array<ArrayBuffer>, reason: string) {
  const error = await assertRejects(
    () => decodePicture(bytes),
    UnusablePicture,
  );
  assertEquals(error.message, reason);
}

for (
  const [name, reason] of Object.entries({
    "cmyk.jpg": "is a JPEG in CMYK colours: convert it to RGB",
    "animated.webp": "is an animated WebP: save one frame as a picture",
    "rgb.tif": "is not a PNG, JPEG, WebP, GIF or BMP",
  })
) {
  Deno.test(`decodePicture() refuses ${name}`, async () => {
    await assertUnusable(pictureBytes(name), reason);
  });
}

for (
  const [name, format] of [
    ["rgb.png", "PNG"],
    ["rgb.webp", "WebP"],
    ["transparent.gif", "GIF"],
    ["rgb.bmp", "BMP"],
  ] as const
) {
  Deno.test(`decodePicture() refuses ${name} when it is cut off`, async () => {
    const bytes = pictureBytes(name);
    const half = bytes.slice(0, Math.ceil(bytes.length * 0.6));
    await assertUnusable(half, `is a damaged ${format}`);
  });
}

Deno.test("decodePicture() refuses a JPEG that lacks its last rows", async () => {
  const bytes = pictureBytes("rgb.jpg");
  await assertUnusable(
    bytes.slice(0, bytes.length - 12),
    "is a JPEG that was cut off",
  );
  // A JPEG may end behind its picture with other things.
  const longer = new Uint8Array(bytes.length + 9);
  longer.set(bytes);
  assertEquals((await decodePicture(longer)).width, 16);
});

Deno.test("decodePicture() decodes on after damaged pictures", async () => {
  for (const name of ["rgb.jpg", "rgb.png", "rgb.webp", "animated.gif"]) {
    const bytes = pictureBytes(name);
    for (let at = 20; at < bytes.length; at += 7) {
      const damaged = bytes.slice();
      damaged.fill(0xff, at, at + 5);
      // Some damage goes unnoticed; none may bring the decoder down.
      await decodePicture(damaged).catch((error) => {
        if (!(error instanceof UnusablePicture)) throw error;
      });
    }
    assert((await decodePicture(bytes)).width >= WIDTH, name);
  }
});

Deno.test("decodePicture() refuses a small file of huge size unread", async () => {
  const png = pictureBytes("rgb.png");
  new DataView(png.buffer).setUint32(16, 60_000);
  new DataView(png.buffer).setUint32(20, 60_000);
  await assertUnusable(
    png,
    "says it has 60000 × 60000 pixels: at most 100 million are read",
  );
});

Deno.test("decodePicture() refuses a picture that is all transparent", async () => {
  // A 1 × 1 frame of the transparent colour, index 1.
  const gif = new TextEncoder().encode("GIF89a");
  const file = Uint8Array.of(
    ...gif,
    ...[1, 0, 1, 0, 0x80, 0, 0, 1, 2, 3, 4, 5, 6],
    ...[0x21, 0xf9, 4, 1, 0, 0, 1, 0],
    ...[0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0],
    ...[2, 2, 0x4c, 1, 0, 0x3b],
  );
  await assertUnusable(file, "is all transparent");
});
