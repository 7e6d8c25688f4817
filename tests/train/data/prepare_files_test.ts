import { assert, assertEquals } from "@std/assert";
import { DecoderMemory } from "../../../train/data/decoder_memory.ts";
import { prepareChunk } from "../../../train/data/prepare_chunk.ts";
import { prepareFiles } from "../../../train/data/prepare_files.ts";
import type { DataEvent } from "../../../train/data/source.ts";
import { fixture, HEIGHT, pictureBytes, WIDTH } from "./pictures.ts";
import { withFolder } from "../../folder.ts";

const FOLDER = fixture("pictures").pathname;
const RECIPE = {
  height: 6,
  width: 4,
  fit: "crop",
  background: [255, 255, 255],
} as const;
/** Pixels of the small pictures. */
const AREA = WIDTH * HEIGHT;

Deno.test("prepareFiles() joins what its workers made in the order of the files", async () => {
  const names = ["rgb.jpg", "cmyk.jpg", "rgba.png", "README.md", "rgb.bmp"];
  const paths = Array.from({ length: 150 }, (_, at) => names[at % 5] as string);
  const events: DataEvent[] = [];
  const loaded = await prepareFiles(
    FOLDER,
    paths,
    RECIPE,
    (event) => events.push(event),
  );
  assertEquals([loaded.count, loaded.skipped.length], [90, 30]);
  const chunk = { folder: FOLDER, paths: names, recipe: RECIPE };
  const { outcomes, pixels } = await prepareChunk(
    { ...chunk, mostPixels: 1e6 },
    new DecoderMemory(),
  );
  const size = 3 * 6 * 4;
  const planes = [0, 2, 4].flatMap((row) => {
    assertEquals(outcomes[row]?.kind, "picture");
    return [...pixels.subarray(row * size, (row + 1) * size)];
  });
  for (let at = 0; at < loaded.pixels.length; at += planes.length) {
    assertEquals([...loaded.pixels.subarray(at, at + planes.length)], planes);
  }
  assertEquals(events.length, 3);
  assertEquals(events.at(-1), { kind: "progress", done: 150, total: 150 });
});

Deno.test("prepareFiles() uses the pictures that are too large for a share of the memory", async () => {
  await withFolder(async (folder) => {
    // 7200 × 7000: more than a worker's share as soon as there are two.
    const bmp = new Uint8Array(62 + 900 * 7000).fill(0xff, 62);
    bmp.set(new TextEncoder().encode("BM"));
    const view = new DataView(bmp.buffer);
    for (const [at, value] of [[10, 62], [14, 40], [18, 7200], [22, 7000]]) {
      view.setUint32(at as number, value as number, true);
    }
    view.setUint16(26, 1, true);
    view.setUint16(28, 1, true);
    // One bit a pixel, and all of the second colour.
    bmp.set([0, 0, 0, 0, 200, 200, 200, 0], 54);
    const paths = Array.from({ length: 70 }, (_, at) => `${at + 10}.png`);
    for (const path of paths) {
      await Deno.writeFile(`${folder}/${path}`, pictureBytes("grey_1bit.png"));
    }
    await Deno.writeFile(`${folder}/15.png`, bmp);
    const events: DataEvent[] = [];
    const { count, pixels, skipped } = await prepareFiles(
      folder,
      paths,
      RECIPE,
      (event) => events.push(event),
    );
    assertEquals([count, skipped], [70, []]);
    assertEquals(events.at(-1), { kind: "progress", done: 70, total: 70 });
    const plain = paths.map((_, row) =>
      pixels.subarray(72 * row, 72 * row + 72).every((value) => value === 200)
    );
    assertEquals([plain.indexOf(true), plain.lastIndexOf(true)], [5, 5]);
  });
});

Deno.test("prepareChunk() skips a file that is gone", async () => {
  const paths = ["gone.png", "rgb.png"];
  const chunk = { folder: FOLDER, paths, recipe: RECIPE, mostPixels: AREA };
  const { outcomes } = await prepareChunk(chunk, new DecoderMemory());
  const [gone, picture] = outcomes;
  assert(gone?.kind === "unusable");
  assert(gone.reason.startsWith("cannot be read: No such file"));
  assertEquals(picture, { kind: "picture" });
});

Deno.test("prepareChunk() leaves a picture that is larger than the thread's share", async () => {
  const chunk = { folder: FOLDER, paths: ["rgb.png"], recipe: RECIPE };
  const memory = new DecoderMemory();
  const prepare = async (mostPixels: number) =>
    (await prepareChunk({ ...chunk, mostPixels }, memory)).outcomes;
  assertEquals(await prepare(AREA - 1), [{ kind: "too large" }]);
  assertEquals(await prepare(AREA), [{ kind: "picture" }]);
  // The same memory is used again for the same format.
  assertEquals(await prepare(AREA), [{ kind: "picture" }]);
});

Deno.test("prepareChunk() stops when its decoders hold too much", async () => {
  await withFolder(async (folder) => {
    const png = pictureBytes("rgb.png");
    await Deno.writeFile(`${folder}/good.png`, png);
    // Right checksums and no pixels: only the decoder notices.
    const { buffer } = png;
    const idat = 33;
    const length = new DataView(buffer).getUint32(idat);
    const end = png.subarray(idat + 12 + length);
    const empty = Uint8Array.of(...png.subarray(0, idat), ...end);
    await Deno.writeFile(`${folder}/empty.png`, empty);
    const paths = ["good.png", "empty.png", "empty.png", "good.png"];
    const chunk = { folder, paths, recipe: RECIPE };
    const kinds = async (mostPixels: number) => {
      const memory = new DecoderMemory();
      const { outcomes } = await prepareChunk({ ...chunk, mostPixels }, memory);
      return outcomes.map(({ kind }) => kind);
    };
    const all = ["picture", "unusable", "unusable", "picture"];
    assertEquals(await kinds(3 * AREA), all);
    assertEquals(await kinds(2 * AREA), all.slice(0, 3));
    assertEquals(await kinds(AREA), all.slice(0, 2));
    // New workers take the rest.
    const { count, skipped } = await prepareFiles(
      folder,
      Array.from({ length: 40 }, () => paths).flat(),
      RECIPE,
      () => {},
    );
    assertEquals([count, skipped.length], [80, 80]);
  });
});
