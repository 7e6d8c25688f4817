import {
  assertAlmostEquals,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { randomTensors } from "../../../bench/frozen_tensors.ts";
import { UserError } from "../../../core/user_error.ts";
import { freezeRun } from "../../../train/freeze/freeze_run.ts";
import { writeGenerator } from "../../../train/freeze/write_generator.ts";
import { evalCommand } from "../../../train/commands/eval.ts";
import { captured, refused } from "../captured.ts";
import { idx } from "../data/idx.ts";
import { tinyOptions, trainTiny } from "../run/tiny_run.ts";
import { withFolder } from "../../folder.ts";

const RUN = { "demo-size": 40, size: 16, epochs: 1, holdout: 4, ema: 0 };

/** What is said on standard error is spared. */
async function evaluated(...args: string[]): Promise<string> {
  const device = args.includes("--device") ? [] : ["--device", "wasm"];
  const { writeSync } = Deno.stderr;
  Deno.stderr.writeSync = (bytes) => bytes.length;
  try {
    return (await captured(() =>
      evalCommand([...args, ...device, "--threads", "1"])
    )).printed;
  } finally {
    Deno.stderr.writeSync = writeSync;
  }
}

async function refusal(...args: string[]): Promise<string> {
  return (await refused(() => evaluated(...args)))[0];
}

Deno.test("evalCommand() scores a run, its frozen generator and its model alike", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, RUN);
    const { folder: run } = await trainTiny(options);
    const out = `${folder}/frozen`;
    await freezeRun(run, out);
    const cache = ["--cache", `${folder}/cache`];
    const read = async (...args: string[]) =>
      JSON.parse(await evaluated(...args, ...cache, "--json"));

    const ofRun = await read(run.path);
    assertEquals(ofRun.images, 36);
    assertEquals([ofRun.training, ofRun.held_out], [36, 4]);
    assertEquals([ofRun.samples, ofRun.new_reals], [20, "leave-one-out"]);
    assertEquals(typeof ofRun.kid_floor, "number");

    const { generator: _, ...scores } = ofRun;
    const { generator: __, ...ofFolder } = await read(out);
    assertEquals(ofFolder, scores);
    const native = await read(out, "--device", "cpu");
    assertAlmostEquals(native.kid, ofRun.kid, 1e-4);

    const { images, generator: ___, ...ofFile } = await read(
      `${out}/generator.onnx`,
      ...["--data", options.data, "--demo-size", "40", "--holdout", "4"],
    );
    assertEquals({ ...ofFile, images: 36 }, scores);
    assertEquals(images, null);

    const other = await read(run.path, "--seed", "100", "--search", "1");
    assertEquals(other.kid === ofRun.kid, false);
    assertEquals([ofRun.searched, other.searched], [36, 36]);

    const table = await evaluated(run.path, ...cache);
    assertStringIncludes(table, "what it exposes");
    for (const name of ["KID", "precision", "recall", "1-NN accuracy"]) {
      assertStringIncludes(table, `\n${name} `);
    }
  }));

Deno.test("evalCommand() says how many pictures scores need, in its own options", () =>
  withFolder(async (folder) => {
    const { folder: run } = await trainTiny(tinyOptions(folder, RUN));
    const cache = ["--cache", `${folder}/cache`];
    for (const count of [1, 3]) {
      assertEquals(
        await refusal(run.path, "--demo-size", `${count}`, ...cache),
        `--data demo:toon-head: found ${count} usable picture${
          count === 1 ? "" : "s"
        }, but scores need 20: raise --demo-size`,
      );
    }
  }));

Deno.test("evalCommand() does without scores of classes where the pictures have none", () =>
  withFolder(async (folder) => {
    const classes = [{ name: "cat" }, { name: "owl" }];
    const architecture = { d: 1, height: 16, width: 16, classes };
    await writeGenerator(folder, randomTensors(architecture), architecture, {
      name: "pets",
      trainingData: { source: "pets" },
      training: { device: "none", weights: "last", options: {} },
    });
    const demo = ["--data", "demo:toon-head", "--demo-size", "20"];
    const printed = await evaluated(
      ...[folder, ...demo, "--cache", `${folder}/cache`],
    );
    assertEquals(
      printed.trimEnd().split("\n").at(-1),
      "no scores of single classes: the pictures come without labels",
    );
  }));

/** Writes an IDX file of 60 pictures for each of some labels. */
async function writeIdx(
  folder: string,
  labels: readonly number[],
): Promise<string[]> {
  const count = 60 * labels.length;
  const pixels = Array.from({ length: 256 * count }, (_, at) => at % 251);
  const each = Array.from({ length: count }, (_, at) => at % labels.length);
  await Deno.writeFile(`${folder}/images`, idx([count, 16, 16], pixels));
  await Deno.writeFile(
    `${folder}/labels`,
    idx([count], each.map((at) => labels[at] as number)),
  );
  return [
    ...["--data", `idx:${folder}/images`, "--cache", `${folder}/cache`],
    ...["--labels", `${folder}/labels`, "--holdout", "0"],
  ];
}

/** Writes a generator of classes that some options of its training named. */
async function writeConditional(
  folder: string,
  names: readonly string[],
  options: Readonly<Record<string, string>>,
): Promise<void> {
  const classes = names.map((name) => ({ name }));
  const architecture = { d: 1, height: 16, width: 16, classes };
  await writeGenerator(folder, randomTensors(architecture), architecture, {
    name: "things",
    trainingData: { source: "idx:images" },
    training: { device: "none", weights: "last", options },
  });
}

Deno.test("evalCommand() calls the classes of a file as the training did", () =>
  withFolder(async (folder) => {
    const names = ["shoe", "bag"];
    await writeConditional(folder, names, { classNames: "shoe,bag" });
    const data = await writeIdx(folder, [0, 1]);
    const printed = await evaluated(folder, ...data);
    for (const name of names) assertStringIncludes(printed, name);
    assertEquals(
      await refusal(folder, ...data, "--class-names", "shoe,hat"),
      `${folder} knows the classes shoe, bag, but the pictures have hat`,
    );
    // Not where there are no labels to call so.
    assertStringIncludes(
      await evaluated(folder, ...data.slice(0, 4)),
      "the pictures come without labels",
    );
  }));

Deno.test("evalCommand() scores some classes of a generator, by their numbers", () =>
  withFolder(async (folder) => {
    const names = ["shoe", "bag", "hat"];
    const data = await writeIdx(folder, [2, 5, 7]);
    const scored = async (...args: string[]) => {
      const printed = await evaluated(folder, ...data, "--json", ...args);
      return Object.keys(JSON.parse(printed).classes).join();
    };
    await writeConditional(folder, names, { classNames: names.join() });
    assertEquals(await scored(), "shoe,bag,hat");
    assertEquals(await scored("--classes", "7,5"), "bag,hat");
    assertEquals(await scored("--classes", "5"), "bag");

    // Of a training that took some labels, by default the same ones.
    await Deno.remove(`${folder}/generator.json`);
    const two = { classes: "7,2", classNames: "shoe,hat" };
    await writeConditional(folder, ["shoe", "hat"], two);
    assertEquals(await scored(), "shoe,hat");
    assertEquals(await scored("--classes", "7"), "hat");
    assertEquals(
      await refusal(folder, ...data, "--classes", "5,7"),
      `${folder} knows the classes shoe, hat, but the pictures have 5`,
    );
  }));

Deno.test("evalCommand() takes the best generator of a run, or the last", () =>
  withFolder(async (folder) => {
    const scored = { ...RUN, "score-every": 4, "save-every": 4 };
    const options = tinyOptions(folder, scored);
    const { folder: run } = await trainTiny(options);
    // As if the first had been the best.
    const { folder: early } = await trainTiny(options, { failAfter: 2 });
    await Deno.copyFile(early.best, run.best);
    const images = async (...args: string[]) =>
      JSON.parse(await evaluated(run.path, "--json", ...args)).images;
    const cache = ["--cache", `${folder}/cache`];
    assertEquals(await images(...cache), 4);
    assertEquals(await images(...cache, "--last"), 36);
  }));

Deno.test("evalCommand() throws when there is nothing to score, or nothing to compare with", () =>
  withFolder(async (folder) => {
    assertStringIncludes(
      await refusal(`${folder}/nothing`),
      "is neither a run, nor a frozen generator, nor an .onnx file",
    );
    const file = `${folder}/model.onnx`;
    assertStringIncludes(await refusal(file), `${file} cannot be read: `);
    await Deno.writeTextFile(file, "no model");
    assertStringIncludes(await refusal(file), `${file} is no ONNX file: `);
    assertStringIncludes(
      await refusal("weights/generator.onnx"),
      "does not say what it was trained on: give its pictures with --data",
    );
    assertEquals(
      await refusal("weights/noto-people"),
      "weights/noto-people was trained on noto-people: say with --data where these pictures are",
    );
    const labelled = `${folder}/labelled`;
    await Deno.mkdir(labelled);
    const labels = { data: "idx:things", labels: "idx:kinds" };
    await writeConditional(labelled, ["shoe", "bag"], labels);
    assertEquals(
      await refusal(labelled),
      `${labelled} was trained on idx:things: say with --data where these pictures are, and their labels with --labels`,
    );
    const options = tinyOptions(folder, RUN);
    const { folder: run } = await trainTiny(options, { stopAfter: 1 });
    const card = await Deno.readTextFile(run.dataset);
    const changed = card.replace(/"fingerprint": "."/, '"fingerprint": "x"')
      .replace(/"fingerprint": "\w{4}/, '"fingerprint": "xxxx');
    await Deno.writeTextFile(run.dataset, changed);
    assertEquals(
      await refusal(run.path, "--cache", `${folder}/cache`),
      `the pictures are not those that ${run.path} was trained on: give them with --data`,
    );
  }));

Deno.test("evalCommand() refuses wrong usage with exit code 2", async () => {
  for (const args of [[], ["a", "b"], ["a", "--samples", "9"]]) {
    const error = await assertRejects(() => evalCommand(args), UserError);
    assertEquals(error.exitCode, 2, args.join(" "));
  }
});

Deno.test("evalCommand() prints its help", async () => {
  const { printed } = await captured(() => evalCommand(["--help"]));
  assertStringIncludes(printed, "--samples");
});
