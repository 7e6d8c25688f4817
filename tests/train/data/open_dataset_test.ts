import { assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { UserError } from "../../../core/user_error.ts";
import {
  type DataOptions,
  openDataset,
  tryDataset,
} from "../../../train/data/open_dataset.ts";
import { idx } from "./idx.ts";
import { fill } from "./pictures.ts";
import { withFolder } from "../../folder.ts";
import { open, optionsOf, withFaces } from "./faces.ts";

async function assertFails(
  folder: string,
  changes: Partial<DataOptions>,
  message: string,
) {
  const error = await assertRejects(() => open(folder, changes), UserError);
  assertEquals(error.message.replaceAll(`${folder}/`, ""), message);
}

Deno.test("openDataset() throws when there are too few pictures", async () => {
  await withFaces(["rgb.png", "rgb.bmp"], async (folder) => {
    await assertFails(
      folder,
      { minimum: 3 },
      "--data faces: found 2 usable pictures, but --batch is 3: add pictures or lower --batch",
    );
    await assertFails(
      folder,
      { minimum: 20, purpose: "scores" },
      "--data faces: found 2 usable pictures, but scores need 20: add pictures",
    );
    await Deno.writeTextFile(`${folder}/faces/x.png`, "");
    await Deno.writeTextFile(`${folder}/faces/y.png`, "");
    await assertFails(
      folder,
      { minimum: 3 },
      "--data faces: found 2 usable pictures (skipped x.png: is not a PNG, JPEG, WebP, GIF or BMP, …), but --batch is 3: add pictures or lower --batch",
    );
  });
});

Deno.test("openDataset() throws when the demo set is too small", async () => {
  await withFolder(async (folder) => {
    await assertFails(
      folder,
      { data: "demo:toon-head", demoSize: 1, minimum: 3 },
      "--data demo:toon-head: found 1 usable picture, but a batch has 2 at least: raise --demo-size",
    );
  });
});

Deno.test("openDataset() throws when there are no pictures", async () => {
  await withFaces([], async (folder) => {
    await assertFails(
      folder,
      {},
      "--data faces: holds no pictures (PNG, JPEG, WebP, GIF or BMP)",
    );
  });
});

Deno.test("openDataset() says why there are no pictures when it found some in other formats", async () => {
  await withFaces([], async (folder) => {
    for (const name of ["a.heic", "b.heif"]) {
      await Deno.writeTextFile(`${folder}/faces/${name}`, "....ftypheic");
    }
    await assertFails(
      folder,
      {},
      "--data faces: found 0 usable pictures (skipped a.heic and 1 more: HEIF or AVIF is not read: convert it to PNG or JPEG), but a batch has 2 at least: add pictures",
    );
  });
});

Deno.test("openDataset() credits the demo set and nothing else", async () => {
  await withFaces(["rgb.png"], async (folder) => {
    const { dataset } = await open(folder, { data: "demo:toon-head" });
    assertEquals(dataset.source, "demo:toon-head");
    assertEquals(
      dataset.credit,
      "ToonHead by Johan Melin, https://www.johanmelin.com",
    );
    assertEquals(dataset.licence, "CC BY 4.0");
    const { dataset: own } = await open(folder);
    assertEquals([own.credit, own.licence], [undefined, undefined]);
  });
});

Deno.test("openDataset() keeps the labels of one class alone for scores only", () =>
  withFolder(async (folder) => {
    await Deno.writeFile(`${folder}/images`, idx([3, 1, 1], [1, 2, 3]));
    await Deno.writeFile(`${folder}/labels`, idx([3], [7, 9, 7]));
    const options = optionsOf(folder, {
      ...{ data: `idx:${folder}/images`, labels: `${folder}/labels` },
      classes: [7],
    });
    assertEquals((await openDataset(options)).labels, undefined);
    assertEquals((await tryDataset(options)).classes, undefined);
    assertEquals(
      (await openDataset({ ...options, purpose: "scores" })).labels,
      { names: ["7"], indices: [0, 0] },
    );
  }));

Deno.test("openDataset() throws on labels and classes without IDX", async () => {
  await withFaces(["rgb.png"], async (folder) => {
    await assertFails(
      folder,
      { labels: "labels" },
      "--labels: only goes with --data idx:FILE, not with --data faces; --labels folders takes the labels from the folders in it",
    );
    await assertFails(
      folder,
      { data: "demo:toon-head", labels: "folders" },
      "--labels folders: only goes with a folder, not with --data demo:toon-head",
    );
    await assertFails(
      folder,
      { data: "demo:toon-head", classes: [1] },
      "--classes: only goes with --data idx:FILE, not with --data demo:toon-head",
    );
  });
});

Deno.test("tryDataset() prepares pictures until one can be used, and keeps nothing", async () => {
  await withFaces(["cmyk.jpg", "rgb.png"], async (folder) => {
    assertEquals((await tryDataset(optionsOf(folder))).name, "faces");
    assertEquals([...Deno.readDirSync(folder)].length, 1);
    // A million faces take minutes to draw.
    const demo = { data: "demo:toon-head", demoSize: 1_000_000 };
    assertEquals((await tryDataset(optionsOf(folder, demo))).name, "toon-head");
  });
});

Deno.test("tryDataset() throws where openDataset() would find no pictures", async () => {
  await withFaces(["cmyk.jpg", "rgb.png"], async (folder) => {
    await Deno.writeTextFile(`${folder}/a.zip`, "PK\x03\x04");
    await Deno.mkdir(`${folder}/empty`);
    await Deno.rename(`${folder}/faces/rgb.png`, `${folder}/rgb.png`);
    for (const name of ["a.zip", "rgb.png", "empty", "none", "faces"]) {
      const options = optionsOf(folder, { data: `${folder}/${name}` });
      const { message } = await assertRejects(
        () => tryDataset(options),
        UserError,
      );
      assertEquals(
        message,
        (await assertRejects(() => openDataset(options), UserError)).message,
      );
    }
  });
});

/** Runs a test with pictures of two classes, and what belongs to none. */
function withClasses(test: (folder: string) => Promise<void>): Promise<void> {
  return withFolder(async (folder) => {
    await fill(`${folder}/faces`, {
      "owl/1.png": "rgb.png",
      "owl/deep/2.png": "grey.png",
      "cat/3.png": "palette.png",
      "stray.png": "rgb.png",
    });
    await Deno.mkdir(`${folder}/faces/empty`);
    await Deno.writeTextFile(`${folder}/faces/notes.txt`, "not a picture");
    await test(folder);
  });
}

Deno.test("openDataset() labels pictures by the folders that they lie in", () =>
  withClasses(async (folder) => {
    const { dataset } = await open(folder, { labels: "folders" });
    const labels = { names: ["cat", "owl"], indices: [0, 1, 1] };
    assertEquals(dataset.labels, labels);
    assertEquals(dataset.skipped, [
      { file: "stray.png", reason: "lies in no folder that names its class" },
      { file: "empty", reason: "holds no picture for a class of that name" },
    ]);
    // The cache keeps them, too.
    const again = await open(folder, { labels: "folders" });
    assertEquals(again.dataset, dataset);
    assertEquals(again.events, []);
    // Labels belong to the identity of a set.
    await Deno.rename(`${folder}/faces/cat`, `${folder}/faces/dog`);
    const renamed = await open(folder, { labels: "folders" });
    assertEquals(renamed.dataset.pixels, dataset.pixels);
    assertNotEquals(renamed.dataset.fingerprint, dataset.fingerprint);
    const { dataset: plain } = await open(folder);
    assertEquals([plain.count, plain.labels], [4, undefined]);
  }));

Deno.test("openDataset() says why folders are no classes", () =>
  withClasses(async (folder) => {
    await Deno.remove(`${folder}/faces/owl`, { recursive: true });
    await assertRejects(
      () => open(folder, { labels: "folders" }),
      UserError,
      `--labels folders: --data ${folder}/faces has 1 folder of pictures (cat), each a class: there must be two or more`,
    );
    await assertRejects(
      () => open(folder, { labels: "labels.gz" }),
      UserError,
      "; --labels folders takes the labels from the folders in it",
    );
    for (const data of ["demo:toon-head", "idx:images.gz"]) {
      const error = await assertRejects(
        () => open(folder, { data, labels: "folders" }),
        UserError,
        "--labels",
      );
      assertEquals(error.exitCode, 2);
    }
  }));
