import { assert, assertEquals, assertRejects } from "@std/assert";
import { encodePng } from "../../../core/picture/png.ts";
import { permutation } from "../../../core/noise/random.ts";
import { decodePicture } from "../../../train/data/decode.ts";
import { fakesGrids } from "../../../train/record/fakes_grids.ts";
import { writeProgressGif } from "../../../train/insight/progress_gif.ts";
import { writeRealsGrid } from "../../../train/record/reals_grid.ts";
import { withFolder } from "../../folder.ts";

/** Pictures of one value each: that of their index. */
function plainDataset(count: number) {
  const size = 3 * 16 * 32;
  const pixels = Uint8Array.from(
    { length: count * size },
    (_, index) => Math.floor(index / size),
  );
  return { count, height: 16, width: 32, pixels };
}

Deno.test("writeRealsGrid() shows the first 25 pictures of the first epoch", () =>
  withFolder(async (folder) => {
    const path = `${folder}/reals.png`;
    await writeRealsGrid(path, plainDataset(40), 7);
    const { width, height, rgba } = await decodePicture(
      await Deno.readFile(path),
    );
    assertEquals([width, height], [5 * 34 + 2, 5 * 18 + 2]);
    const shown = Array.from({ length: 25 }, (_, index) => {
      const [x, y] = [34 * (index % 5) + 9, 18 * Math.floor(index / 5) + 9];
      return rgba[4 * (y * width + x)];
    });
    assertEquals(shown, [...permutation(7, "order", 0, 40).slice(0, 25)]);
  }));

Deno.test("writeRealsGrid() makes do with fewer pictures", () =>
  withFolder(async (folder) => {
    const path = `${folder}/reals.png`;
    await writeRealsGrid(path, plainDataset(7), 0);
    const { height } = await decodePicture(await Deno.readFile(path));
    assertEquals(height, 2 * 18 + 2);
  }));

Deno.test("writeRealsGrid() shows each class in a row, also one of few pictures", () =>
  withFolder(async (folder) => {
    const path = `${folder}/reals.png`;
    // The class in the middle has two pictures, the others nine.
    const indices = Array.from(
      { length: 20 },
      (_, at) => at < 2 ? 1 : at % 2 * 2,
    );
    const labels = { names: ["a", "b", "c"], indices };
    await writeRealsGrid(path, { ...plainDataset(20), labels }, 7);
    const { width, height, rgba } = await decodePicture(
      await Deno.readFile(path),
    );
    assertEquals([width, height], [5 * 34 + 2, 3 * 18 + 2]);
    const cell = (row: number, column: number) =>
      rgba[4 * ((18 * row + 9) * width + 34 * column + 9)] as number;
    const rows = [0, 1, 2].map((row) =>
      [0, 1, 2, 3, 4].map((column) => indices[cell(row, column)])
    );
    assertEquals(rows, [
      [0, 0, 0, 0, 0],
      // Nothing is white, which is no picture.
      [1, 1, undefined, undefined, undefined],
      [2, 2, 2, 2, 2],
    ]);
  }));

/** Writes grids of one grey each; returns their paths. */
async function writeGrids(
  folder: string,
  count: number,
  [width, height]: readonly [number, number],
): Promise<string[]> {
  const paths: string[] = [];
  for (let index = 0; index < count; index++) {
    const rgb = new Uint8Array(3 * width * height).fill(17 * (index % 16));
    const path = `${folder}/fakes-${String(10 * index).padStart(9, "0")}.png`;
    await Deno.writeFile(path, encodePng({ width, height, rgb }));
    paths.push(path);
  }
  return paths;
}

/** Size of a GIF, and the times of its frames in hundredths of a second. */
function gifFrames(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer);
  const delays: number[] = [];
  // The extension before each frame; its content is too plain to look like one.
  for (let at = 13; at < bytes.length - 8; at++) {
    if (view.getUint32(at) >>> 8 !== 0x21f904) continue;
    if (bytes[at + 7] === 0) delays.push(view.getUint16(at + 4, true));
  }
  return [view.getUint16(6, true), view.getUint16(8, true), ...delays];
}

Deno.test("fakesGrids() finds the grids in their order, and nothing else", () =>
  withFolder(async (folder) => {
    const paths = await writeGrids(folder, 3, [8, 8]);
    const large = `${folder}/fakes-1234567890.png`;
    await Deno.copyFile(paths[0] ?? "", large);
    for (const name of ["reals.png", "fakes-1.png.tmp", "fakes-a.png"]) {
      await Deno.copyFile(paths[0] ?? "", `${folder}/${name}`);
    }
    assertEquals(await fakesGrids(folder), [
      ...paths.map((path, index) => ({ images: 10 * index, path })),
      { images: 1_234_567_890, path: large },
    ]);
  }));

Deno.test("writeProgressGif() shows each of a few grids, the last for longer", () =>
  withFolder(async (folder) => {
    const path = `${folder}/progress.gif`;
    await writeProgressGif(path, await writeGrids(folder, 3, [20, 12]));
    assertEquals(gifFrames(await Deno.readFile(path)), [20, 12, 50, 50, 250]);
  }));

Deno.test("writeProgressGif() takes 30 of many grids and shrinks large ones", () =>
  withFolder(async (folder) => {
    const path = `${folder}/progress.gif`;
    await writeProgressGif(path, await writeGrids(folder, 45, [500, 250]));
    const [width, height, ...delays] = gifFrames(await Deno.readFile(path));
    assertEquals([width, height], [400, 200]);
    assertEquals(delays, [...Array(29).fill(20), 250]);
    const { rgba } = await decodePicture(await Deno.readFile(path));
    assertEquals([...rgba.subarray(0, 3)], [0, 0, 0]);
  }));

Deno.test("writeProgressGif() fails without a grid and writes nothing", () =>
  withFolder(async (folder) => {
    const path = `${folder}/progress.gif`;
    await assertRejects(() => writeProgressGif(path, []), RangeError);
    assert([...Deno.readDirSync(folder)].length === 0);
  }));
