import { assertEquals, assertThrows } from "@std/assert";
import { encodeAnimation } from "../../../core/picture/animation.ts";

function plain(...colour: [number, number, number]) {
  const rgb = new Uint8Array(Array(8 * 4).fill(colour).flat());
  return { width: 8, height: 4, rgb };
}

/** What the blocks of a GIF say. */
function readGif(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const size = [view.getUint16(6, true), view.getUint16(8, true)];
  const packed = view.getUint8(10);
  let at = 13 + ((packed & 0x80) === 0 ? 0 : 3 * 2 ** ((packed & 7) + 1));
  const skipBlocks = () => {
    while (view.getUint8(at) !== 0) at += view.getUint8(at) + 1;
    at++;
  };
  const delays: number[] = [];
  let repeats = false;
  let frames = 0;
  let localPalettes = 0;
  for (;;) {
    const kind = view.getUint8(at);
    if (kind === 0x3b) break;
    if (kind === 0x21) {
      const label = view.getUint8(at + 1);
      if (label === 0xf9) delays.push(view.getUint16(at + 4, true));
      if (label === 0xff) repeats = view.getUint16(at + 16, true) === 0;
      at += 2;
    } else {
      assertEquals(kind, 0x2c);
      frames++;
      if ((view.getUint8(at + 9) & 0x80) !== 0) localPalettes++;
      at += 11;
    }
    skipBlocks();
  }
  return { size, frames, delays, repeats, localPalettes, end: at + 1 };
}

Deno.test("encodeAnimation() shows the pictures in their order", () => {
  const pictures = [plain(255, 0, 0), plain(0, 255, 0), plain(0, 0, 255)];
  const gif = encodeAnimation(pictures, [0, 1, 2, 1], { repeats: true });
  assertEquals(readGif(gif), {
    size: [8, 4],
    frames: 4,
    delays: [6, 6, 6, 6],
    repeats: true,
    localPalettes: 0,
    end: gif.length,
  });
});

Deno.test("encodeAnimation() plays once when it should not repeat", () => {
  const gif = encodeAnimation([plain(9, 9, 9)], [0, 0], { repeats: false });
  assertEquals(readGif(gif).repeats, false);
});

Deno.test("encodeAnimation() shows frames as long as it is asked to, the last longer", () => {
  const options = { repeats: true, milliseconds: 200, lastMilliseconds: 2000 };
  const gif = encodeAnimation([plain(9, 9, 9)], [0, 0, 0], options);
  assertEquals(readGif(gif).delays, [20, 20, 200]);
});

Deno.test("encodeAnimation() fails when there is nothing to show", () => {
  assertThrows(() => encodeAnimation([], [], { repeats: true }), RangeError);
});
