import { assert, assertEquals, assertThrows } from "@std/assert";
import { GIFEncoder } from "gifenc";
import { decodePicture } from "../../../train/data/decode.ts";
import { decodeGif, firstFrame } from "../../../train/data/gif.ts";
import { UnusablePicture } from "../../../train/data/unusable_picture.ts";
import { pictureBytes } from "./pictures.ts";

/** 256 colours that can be told apart: red is the index. */
const PALETTE = Array.from({ length: 256 }, (_, index) => [index, 7, 9]);

function encode(indices: Uint8Array, width: number): Uint8Array<ArrayBuffer> {
  const gif = GIFEncoder();
  gif.writeFrame(indices, width, indices.length / width, { palette: PALETTE });
  gif.finish();
  return gif.bytes().slice();
}

/** The reds of a picture: the indices of its colours. */
function reds(rgba: Uint8ClampedArray): Uint8Array {
  return Uint8Array.from({ length: rgba.length / 4 }, (_, at) => rgba[4 * at]!);
}

/** Noise fills the dictionary of 4096 codes many times over. */
const NOISE = Uint8Array.from(
  { length: 300 * 200 },
  (_, at) => Math.imul(at + 1, 0x9e3779b1) >>> 13,
);

Deno.test("decodeGif() reads noise and plain areas", () => {
  for (const indices of [NOISE, NOISE.map((_, at) => Math.floor(at / 5000))]) {
    const picture = decodeGif(encode(indices, 300));
    assertEquals([picture.height, picture.width], [200, 300]);
    assertEquals(reds(picture.rgba), indices);
  }
});

Deno.test("decodeGif() reads a GIF of 15 million pixels", () => {
  const indices = Uint8Array.from(
    { length: 15e6 },
    (_, at) => at % 5000 >> 5,
  );
  const { height, width, rgba } = decodeGif(encode(indices, 5000));
  assertEquals([height, width], [3000, 5000]);
  for (let at = 0; at < indices.length; at += 4999) {
    assertEquals(rgba[4 * at], indices[at]);
  }
});

/** Bytes of the 4 × 8 picture below before its blocks. */
const INTERLACED_START = [
  ...[71, 73, 70, 56, 57, 97, 1, 0, 8, 0, 0x82, 0, 0],
  ...Array.from({ length: 8 }, (_, index) => [index, index, index]).flat(),
  ...[0x2c, 0, 0, 0, 0, 1, 0, 8, 0, 0x40],
];

Deno.test("decodeGif() puts the rows of an interlaced frame in their places", () => {
  // Codes of four bits, cleared before they grow: 8 0 1 2 3 8 4 5 6 7 9.
  const codes = [0x08, 0x21, 0x83, 0x54, 0x76, 0x09];
  const file = Uint8Array.of(
    ...INTERLACED_START,
    ...[3, codes.length, ...codes, 0, 0x3b],
  );
  const { rgba } = decodeGif(file);
  assertEquals([...reds(rgba)], [0, 4, 2, 5, 1, 6, 3, 7]);
});

Deno.test("decodeGif() needs nothing behind the first frame", async () => {
  const whole = pictureBytes("animated.gif");
  const { data } = firstFrame(whole);
  let end = data + 1;
  while (whole[end] !== 0) end += 1 + (whole[end] as number);
  const expected = await decodePicture(whole);
  // Without the trailer; within the second frame; right behind the first.
  for (const cut of [whole.length - 1, end + 30, end + 1]) {
    assert(cut < whole.length);
    assertEquals(await decodePicture(whole.slice(0, cut)), expected);
  }
});

Deno.test("decodeGif() refuses a frame that is cut off or no code", () => {
  const whole = encode(NOISE, 300);
  for (const cut of [whole.length - 40, whole.length >> 1]) {
    assertThrows(() => decodeGif(whole.slice(0, cut)), UnusablePicture);
  }
  // The third code stands for nothing yet.
  const codes = [0x08, 0xff];
  const file = Uint8Array.of(...INTERLACED_START, 3, 2, ...codes, 0, 0x3b);
  assertThrows(() => decodeGif(file), UnusablePicture, "is a damaged GIF");
});

/** A GIF of noise with another screen. */
function onScreen(width: number, height: number, left = 0, top = 0) {
  const bytes = encode(NOISE.subarray(0, 100), 10);
  const view = new DataView(bytes.buffer);
  view.setUint16(6, width, true);
  view.setUint16(8, height, true);
  const frame = bytes.indexOf(0x2c, 13 + 3 * 256);
  view.setUint16(frame + 1, left, true);
  view.setUint16(frame + 3, top, true);
  return bytes;
}

Deno.test("decodeGif() refuses a first frame that shows a corner of the picture", () => {
  assertThrows(
    () => decodeGif(onScreen(640, 480)),
    UnusablePicture,
    "is a GIF whose first frame has only 10 × 10 of its 640 × 480 pixels",
  );
});

Deno.test("decodeGif() leaves what the first frame does not cover transparent", () => {
  const { height, width, rgba } = decodeGif(onScreen(20, 20, 5, 8));
  assertEquals([height, width], [20, 20]);
  for (let at = 0; at < 400; at++) {
    const [x, y] = [at % 20 - 5, Math.floor(at / 20) - 8];
    const isInside = x >= 0 && x < 10 && y >= 0 && y < 10;
    assertEquals(rgba[4 * at + 3], isInside ? 255 : 0);
    if (isInside) assertEquals(rgba[4 * at], NOISE[10 * y + x]);
  }
});

Deno.test("decodeGif() enlarges a screen that is too small for the frame", () => {
  const { height, width } = decodeGif(onScreen(8, 8, 1, 2));
  assertEquals([height, width], [12, 11]);
});
