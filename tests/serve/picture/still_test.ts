import { assert, assertEquals } from "@std/assert";
import plainEncoder from "@jsquash/webp/codec/enc/webp_enc.js";
import { defaultOptions } from "@jsquash/webp/meta.js";
import { loadGenerator } from "../../../core/generator/frozen_generator.ts";
import { latents } from "../../../core/noise/latent.ts";
import { toPictures } from "../../../core/picture/picture.ts";
import { decodePicture } from "../../../train/data/decode.ts";
import { enlarge } from "../../../serve/picture/enlarge.ts";
import { toImageData } from "../../../core/picture/rgba.ts";
import { encodeStill } from "../../../serve/picture/still.ts";
import { VIVID_GENERATOR } from "../../fixtures/vivid_generator.ts";

const SHIPPED = new URL("../../../weights/", import.meta.url);

async function picturesOf(seeds: number[], folder = VIVID_GENERATOR) {
  const generator = await loadGenerator(folder);
  const images = generator.paint(latents(seeds));
  return toPictures(images, generator.card.architecture);
}

Deno.test("encodeStill() encodes WebP to the same bytes with and without SIMD", async () => {
  const plain = await plainEncoder({ noInitialRun: true });
  for (const picture of await picturesOf([1, 2, 3, 4, 5, 6, 7, 8])) {
    for (const scale of [1, 4]) {
      const larger = await enlarge(picture, scale, "smooth");
      const { data, width, height } = toImageData(larger);
      const settings = { ...defaultOptions, quality: 90 };
      assertEquals(
        await encodeStill(larger, "webp"),
        plain.encode(data, width, height, settings),
      );
    }
  }
});

Deno.test("encodeStill() encodes pictures that look as they did", async () => {
  const [small] = await picturesOf([7]);
  assert(small !== undefined);
  // Smooth, since it is mostly noise: JPEG and WebP are made for photographs.
  const picture = await enlarge(small, 8, "smooth");
  const { data } = toImageData(picture);
  const errors: Record<string, number> = {};
  for (const format of ["png", "jpg", "webp"] as const) {
    const decoded = await decodePicture(await encodeStill(picture, format));
    assertEquals([decoded.width, decoded.height], [512, 512]);
    const sum = decoded.rgba.reduce(
      (sum, value, index) => sum + Math.abs(value - (data[index] as number)),
      0,
    );
    errors[format] = sum / data.length;
  }
  assertEquals(errors["png"], 0);
  for (const format of ["jpg", "webp"]) {
    const error = errors[format] ?? 0;
    assert(error > 0 && error < 4, `${format}: ${error} of 255`);
  }
});

Deno.test("encodeStill() encodes a face to a fifth of the bytes as WebP, and it looks the same", async () => {
  const bytes = { png: 0, webp: 0 };
  for (const picture of await picturesOf([1, 2, 3, 5, 8, 13], SHIPPED)) {
    const webp = await encodeStill(picture, "webp");
    bytes.png += (await encodeStill(picture, "png")).length;
    bytes.webp += webp.length;
    const { rgba } = await decodePicture(webp);
    const { data } = toImageData(picture);
    const squares = rgba.reduce(
      (sum, value, index) => sum + (value - (data[index] as number)) ** 2,
      0,
    );
    const error = Math.sqrt(squares / rgba.length);
    assert(error < 7, `${error} of 255`);
  }
  assert(bytes.webp * 5 < bytes.png, JSON.stringify(bytes));
});
