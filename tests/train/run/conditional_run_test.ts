/** Runs on labelled pictures, from the first step to the frozen generator. */

import {
  assert,
  assertEquals,
  assertLess,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { folderUrl } from "../../../core/folder_url.ts";
import { loadGenerator } from "../../../core/generator/frozen_generator.ts";
import { paintSeed } from "../../../core/generator/paint_seed.ts";
import { labels } from "../../../core/noise/label.ts";
import { latents } from "../../../core/noise/latent.ts";
import { encodePng } from "../../../core/picture/png.ts";
import { UserError } from "../../../core/user_error.ts";
import { exportRun } from "../../../train/exchange/export_run.ts";
import { findGenerator } from "../../../train/exchange/find_network.ts";
import { readStateDict } from "../../../train/exchange/read_state_dict.ts";
import { readFrozen } from "../../../train/exchange/read_frozen.ts";
import { freezeRun } from "../../../train/freeze/freeze_run.ts";
import { writeGenerator } from "../../../train/freeze/write_generator.ts";
import { train } from "../../../train/main.ts";
import { readCheckpoint } from "../../../train/record/checkpoint.ts";
import { readDatasetCard } from "../../../train/record/dataset_card.ts";
import { initialState } from "../../../train/step/programs.ts";
import { trainerOptions } from "../../../train/step/trainer_options.ts";
import { idx } from "../data/idx.ts";
import { fill } from "../data/pictures.ts";
import { dryRun } from "../../../train/run/dry_run.ts";
import { runFolder } from "../../../train/record/run_folder.ts";
import { randomTensors } from "../../../bench/frozen_tensors.ts";
import { captured } from "../captured.ts";
import { largestDifference } from "../exchange/reference.ts";
import { assertSameRun, tinyArgs, tinyOptions, trainTiny } from "./tiny_run.ts";
import { withFolder } from "../../folder.ts";

const FILES = ["rgb.png", "grey.png", "palette.png", "rgba.png", "rgb.bmp"];

/** Runs a test with five pictures of owls and four of cats. */
function withClasses(
  test: (folder: string, changes: Record<string, string>) => Promise<void>,
): Promise<void> {
  return withFolder(async (folder) => {
    const files = FILES.flatMap((name, index) => [
      [`owl/${index}`, name],
      ...index > 0 ? [[`cat/${index}`, name]] : [],
    ]);
    await fill(`${folder}/pets`, Object.fromEntries(files));
    await test(folder, {
      ...{ data: `${folder}/pets`, labels: "folders" },
      ...{ size: "16x32", d: "1", batch: "4", holdout: "0" },
    });
  });
}

/** Columns and rows of a PNG. */
async function sizeOf(path: string): Promise<[number, number]> {
  const view = new DataView((await Deno.readFile(path)).buffer);
  return [view.getUint32(16), view.getUint32(20)];
}

Deno.test("a conditional run that is resumed equals one without a stop, bit for bit, and is frozen with its classes", () =>
  withClasses(async (folder, changes) => {
    const options = tinyOptions(folder, {
      ...changes,
      ...{ epochs: 3, ema: 8, lr: 0.05, augment: "translation" },
    });
    const printed: string[] = [];
    const whole = await trainTiny(options, { printed });
    assert(printed.join("").includes("9 pictures 16x32 in 2 classes"));
    assertStringIncludes(
      printed.join(""),
      "too few pictures to learn a class, below 20: cat (4), owl (5)\n",
    );
    const first = await trainTiny(options, { stopAfter: 3 });
    const second = await trainTiny(options, { folder: first.folder });
    await assertSameRun(whole.folder, second.folder);
    const { state } = await readCheckpoint(whole.folder.checkpoint);
    assertEquals(state.get("G_ema.embedding.weight")?.shape, [2, 16]);

    const classes = [
      { name: "cat", pictures: 4 },
      { name: "owl", pictures: 5 },
    ];
    const card = await readDatasetCard(whole.folder.dataset);
    assertEquals(card.classes, classes);
    const { path } = whole.folder;
    // A row of five pictures for each class, between white lines of 2 pixels.
    assertEquals(await sizeOf(`${path}/fakes-000000024.png`), [
      5 * (32 + 2) + 2,
      2 * (16 + 2) + 2,
    ]);

    const frozen = await freezeRun(whole.folder, path, {
      precision: "float32",
    });
    assertEquals(frozen.architecture.classes, classes);
    const generator = await loadGenerator(folderUrl(path));
    const [cat, owl] = ["cat", "owl"].map((label) =>
      encodePng(paintSeed(generator, 7, label))
    );
    assert(`${cat}` !== `${owl}`);
    const [drawn] = labels([7], classes);
    assertEquals(encodePng(paintSeed(generator, 7)), drawn === 1 ? cat : owl);

    const [exported = ""] = await exportRun(
      whole.folder,
      "pth",
      `${folder}/torch`,
    );
    const found = findGenerator(
      { path: exported, tensors: await readStateDict(exported) },
      { height: 16, width: 32 },
    );
    assertEquals(found.architecture.classes, [{ name: "0" }, { name: "1" }]);
    assertEquals(
      found.tensors.get("G.embedding.weight"),
      state.get("G_ema.embedding.weight"),
    );
  }));

Deno.test("a run starts from a frozen generator with the same classes, and from no other", () =>
  withClasses(async (folder, changes) => {
    const [height, width] = [16, 32];
    const classes = [{ name: "cat" }, { name: "owl" }];
    const architecture = { d: 1, height, width, classes };
    const origin = {
      name: "pets",
      trainingData: { source: "pets" },
      training: { device: "cpu", weights: "last", options: {} },
    } as const;
    const frozen = `${folder}/frozen`;
    const tensors = randomTensors(architecture);
    await writeGenerator(frozen, tensors, architecture, origin, "float32");
    // What can be trained paints the same, in each class.
    const { generator } = await readFrozen(folderUrl(frozen));
    const again = `${folder}/again`;
    await writeGenerator(again, generator, architecture, origin, "float32");
    const paint = async (path: string, label: string) =>
      (await loadGenerator(folderUrl(path))).paint(
        latents([1, 2]),
        labels([1, 2], classes, label),
      );
    for (const label of ["cat", "owl"]) {
      const [before, after] = [
        await paint(frozen, label),
        await paint(again, label),
      ];
      assert(Math.max(...before) - Math.min(...before) > 0.5);
      assertLess(largestDifference(after, before), 1e-5, label);
    }

    const args = tinyArgs(folder, {
      ...changes,
      ...{ from: frozen, epochs: 1, name: "tiny" },
    });
    const sizes = ["--size", "--d"];
    const unsized = args.filter((_, index) =>
      !sizes.includes(args[index - index % 2] as string)
    );
    const { printed } = await captured(() => train(unsized));
    assertStringIncludes(printed, `from: the generator pets in ${frozen}`);
    const run = `${folder}/runs/00001-tiny-d1`;
    const card = await readDatasetCard(runFolder(run).dataset);
    assertEquals(card.classes?.map(({ name }) => name), ["cat", "owl"]);
    // Of the run, too, the classes are known by name.
    await Deno.rename(`${folder}/pets/owl`, `${folder}/pets/dog`);
    for (const from of [frozen, run]) {
      const other = unsized.map((arg) => arg === frozen ? from : arg);
      const { result: error } = await captured(() =>
        assertRejects(() => train(other), UserError)
      );
      assertEquals(
        error.message,
        '--from: class 2 of the networks is "owl", of the pictures "dog": they must have the same names in the same order',
      );
    }
    const plain = unsized.filter((arg) => !/labels|folders/.test(arg));
    const { result: error } = await captured(() =>
      assertRejects(() => train(plain), UserError)
    );
    assertStringIncludes(error.message, "the networks have 2 classes");
  }));

Deno.test("a conditional run is not resumed with pictures in other folders", () =>
  withClasses(async (folder, changes) => {
    const options = tinyOptions(folder, { ...changes, epochs: 2 });
    const run = await trainTiny(options, { stopAfter: 1 });
    await Deno.rename(`${folder}/pets/cat`, `${folder}/pets/dog`);
    await assertRejects(
      () => trainTiny(options, { folder: run.folder }),
      UserError,
      "the pictures are not those that",
    );
  }));

Deno.test("a run that labels only chose pictures for stays one without classes", () =>
  withClasses(async (folder, changes) => {
    const pixels = Array.from({ length: 8 * 4 }, (_, at) => 7 * at);
    await Deno.writeFile(`${folder}/images`, idx([8, 2, 2], pixels));
    await Deno.writeFile(
      `${folder}/labels`,
      idx([8], [0, 1, 2, 0, 1, 2, 0, 1]),
    );
    const options = tinyOptions(folder, {
      ...changes,
      ...{ data: `idx:${folder}/images`, labels: `${folder}/labels` },
      ...{ classes: "0,1", epochs: 2 },
    });
    // As a version without classes would have started it.
    const plain = { ...options, labels: null, classes: null };
    const run = await trainTiny(
      { ...plain, data: "demo:toon-head", demoSize: 6 },
      { stopAfter: 0 },
    );
    const card = await readDatasetCard(run.folder.dataset);
    const { openDataset } = await import("../../../train/data/open_dataset.ts");
    const { fingerprint } = await openDataset({
      ...{ data: options.data, labels: `${folder}/labels`, classes: [0, 1] },
      ...{ height: 16, width: 32, fit: "stretch", background: [255, 255, 255] },
      ...{ demoSize: 1, cache: options.cache, minimum: 1, unlabelled: true },
    });
    await Deno.writeTextFile(
      run.folder.dataset,
      JSON.stringify({ ...card, fingerprint }),
    );
    const { finished } = await trainTiny(options, { folder: run.folder });
    assert(finished);
    const { state } = await readCheckpoint(run.folder.checkpoint);
    assertEquals(state.has("G.embedding.weight"), false);
  }));

Deno.test("dryRun() tries the networks of the classes that have pictures", () =>
  withClasses(async (folder, changes) => {
    await fill(`${folder}/pets`, { "none/cmyk": "cmyk.jpg" });
    const printed: string[] = [];
    const options = tinyOptions(folder, { ...changes, epochs: 1 });
    await dryRun(options, "wasm", (line) => printed.push(line));
    assertEquals(printed[0], "data: pets, which can be read, in 2 classes");
    assertEquals(printed.length, 3);
  }));

Deno.test("dryRun() refuses networks of other classes than the pictures have", () =>
  withClasses(async (folder, changes) => {
    const options = tinyOptions(folder, { ...changes, epochs: 1 });
    const state = initialState(trainerOptions(options), options.init);
    await assertRejects(
      () => dryRun(options, "wasm", () => {}, { state }),
      UserError,
      "--from: the networks have no classes, the pictures 2 classes: leave --labels out",
    );
  }));
