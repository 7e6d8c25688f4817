import { assertEquals } from "@std/assert";
import { createHash } from "node:crypto";
import { crc32, inflateSync } from "node:zlib";
import { encodePng } from "../../../core/picture/png.ts";

/** A picture with flat, smooth and noisy parts. */
function pattern(width: number, height: number) {
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0; i < rgb.length; i++) {
    const row = Math.floor(i / (width * 3));
    rgb[i] = row % 3 === 0 ? 200 : row % 3 === 1 ? i : (i * i * 7) >> 3;
  }
  return { width, height, rgb };
}

/** The chunks of a PNG file: type, data, checksum. */
function chunks(png: Uint8Array<ArrayBuffer>): [string, Uint8Array, number][] {
  const view = new DataView(png.buffer);
  const found: [string, Uint8Array, number][] = [];
  for (let at = 8; at < png.length;) {
    const end = at + 8 + view.getUint32(at);
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    found.push([type, png.subarray(at + 8, end), view.getUint32(end)]);
    at = end + 4;
  }
  return found;
}

Deno.test("encodePng() writes 8-bit RGB in three chunks and nothing else", () => {
  const png = encodePng(pattern(13, 7));
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  assertEquals([...png.subarray(0, 8)], signature);
  assertEquals(chunks(png).map(([type]) => type), ["IHDR", "IDAT", "IEND"]);
  // Width, height, bit depth, colour type, compression, filter, interlace.
  const header = [0, 0, 0, 13, 0, 0, 0, 7, 8, 2, 0, 0, 0];
  assertEquals([...chunks(png)[0]?.[1] ?? []], header);
});

Deno.test("encodePng() keeps every pixel", () => {
  const { width, height, rgb } = pattern(13, 7);
  const data = chunks(encodePng({ width, height, rgb }))[1]?.[1];
  const rows = new Uint8Array(inflateSync(data ?? new Uint8Array()));
  const stride = 1 + 3 * width;
  assertEquals(rows.length, height * stride);
  for (let y = 0; y < height; y++) {
    const [filter, ...pixels] = rows.subarray(y * stride, (y + 1) * stride);
    assertEquals(filter, 0);
    assertEquals(pixels, [...rgb.subarray(3 * y * width, 3 * (y + 1) * width)]);
  }
});

Deno.test("encodePng() checks every chunk", () => {
  for (const [type, data, checksum] of chunks(encodePng(pattern(5, 5)))) {
    const name = new TextEncoder().encode(type);
    assertEquals(crc32(Uint8Array.of(...name, ...data)), checksum, type);
  }
});

Deno.test("encodePng() gives the known bytes", () => {
  // Pictures under a seed are cached for ever: no update may change the bytes.
  const digest = createHash("sha256").update(encodePng(pattern(64, 64)));
  assertEquals(
    digest.digest("hex"),
    "8eac905110a651dabdb901e46a1287e5e9956246eb7ce3a84086338b208b7963",
  );
});
