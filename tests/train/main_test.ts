import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { loadGenerator } from "../../core/generator/frozen_generator.ts";
import { folderUrl } from "../../core/folder_url.ts";
import { latents } from "../../core/noise/latent.ts";
import { encodePng } from "../../core/picture/png.ts";
import { TRAIN_COMMAND } from "../../train/options/train_command.ts";
import { decodePicture } from "../../train/data/decode.ts";
import { train } from "../../train/main.ts";
import { readRunOptions, runFolder } from "../../train/record/run_folder.ts";
import { captured, refused } from "./captured.ts";
import { pictureBytes } from "./data/pictures.ts";
import { readLog, tinyArgs, tinyOptions } from "./run/tiny_run.ts";
import { fileNames, withFolder } from "../folder.ts";

/** What a run of a few images of a few pictures chooses by itself. */
const SUITED = { holdout: 0, "score-every": 4 };

/** Trains to the end; returns what was printed. */
async function trained(args: readonly string[]): Promise<string> {
  const { result, printed } = await captured(() => train(args));
  assertEquals(result, 0);
  return printed;
}

/** The one line and the exit code that arguments are refused with. */
const refusal = (...args: string[]) => refused(() => train(args));

/** Small pictures of one colour each. */
async function writePictures(folder: string, count: number): Promise<void> {
  await Deno.mkdir(folder);
  for (let index = 0; index < count; index++) {
    const rgb = new Uint8Array(8 * 8 * 3).fill(20 * index);
    const png = encodePng({ width: 8, height: 8, rgb });
    await Deno.writeFile(`${folder}/${index}.png`, png);
  }
}

Deno.test("train() prints every option for --help-all and does nothing else", () =>
  withFolder(async (folder) => {
    const { result, printed } = await captured(() =>
      train(["--help-all", "--runs", `${folder}/runs`])
    );
    assertEquals(result, 0);
    for (const name of [...Object.keys(TRAIN_COMMAND.options), "help"]) {
      assertMatch(printed, new RegExp(`--${name}\\b`));
    }
    assertEquals(fileNames(folder), []);
  }));

Deno.test("train() refuses wrong usage with exit code 2", async () => {
  assertEquals(await refusal("--epoch", "3"), [
    "unknown option --epoch: did you mean --epochs?",
    2,
  ]);
  assertEquals(await refusal("photos"), [
    "unexpected argument photos: --help shows the usage",
    2,
  ]);
  assertEquals(await refusal("--size", "60"), [
    "--size is 60: it must be HEIGHTxWIDTH or one number for both, each from 16 to 1024, a multiple of 16",
    2,
  ]);
  for (const [name, value] of [["lr", "0"], ["epochs", "1.5"], ["d", "0"]]) {
    const [message, code] = await refusal(`--${name}`, `${value}`);
    assertStringIncludes(message, `--${name} is ${value}: it must be `);
    assertEquals(code, 2);
  }
  assertEquals((await refusal("--resume", "x", "--batch", "4"))[1], 2);
});

Deno.test("train() names pictures that it cannot have", () =>
  withFolder(async (folder) => {
    const data = `${folder}/photos`;
    const args = tinyArgs(folder, { data });
    assertEquals(await refusal(...args), [
      `--data ${data}: there is no such folder`,
      1,
    ]);
    await writePictures(data, 3);
    await Deno.writeFile(`${data}/9.jpg`, pictureBytes("cmyk.jpg"));
    assertEquals(await refusal(...args), [
      `--data ${data}: found 3 usable pictures (skipped 9.jpg: is a JPEG in CMYK colours: convert it to RGB), but --batch is 4: add pictures or lower --batch`,
      1,
    ]);
    assertEquals(
      (await refusal(...tinyArgs(folder, { data: "demo:cats" })))[0],
      "--data demo:cats: there is no such demo set, only demo:toon-head",
    );
    assertEquals(fileNames(folder), ["cache", "photos"]);
  }));

Deno.test("train() says that it cannot make a run folder before it prepares pictures", () =>
  withFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/file`, "in the way");
    const [message, code] = await refusal(
      ...tinyArgs(folder, { runs: `${folder}/file` }),
    );
    assertStringIncludes(
      message,
      `--runs ${folder}/file: cannot make a run folder there: `,
    );
    assertEquals(code, 1);
    assertEquals(fileNames(folder), ["file"]);
  }));

Deno.test("train() takes two steps and writes nothing for --dry-run", () =>
  withFolder(async (folder) => {
    const printed = await trained([...tinyArgs(folder), "--dry-run"]);
    assertMatch(
      printed,
      /^device: wasm .*\ndata: toon-head, which can be read\nstep 1: .*\nstep 2: .*\n$/,
    );
    assertEquals(fileNames(folder), []);
  }));

Deno.test("train() leaves a folder with everything that a run gives", () =>
  withFolder(async (folder) => {
    await writePictures(`${folder}/photos`, 9);
    const data = `${folder}/photos`;
    const args = tinyArgs(folder, { data, epochs: 2, size: "32x16" });
    const printed = await trained(args);
    const run = runFolder(`${folder}/runs/00001-photos-d2`);
    const { path } = run;
    for (
      const line of [
        "data: photos, 9 pictures 32x16",
        `run: ${path}, WASM, 1 thread, preset cpu, d 2, batch 4`,
        "chosen for 9 pictures: --holdout 0, as all are needed for training",
        "length: 16 images, each of 9 pictures about 2 times",
        `report: ${path}/report.html`,
        `frozen: ${path}/generator.onnx, as it was after 16 images`,
        `to see it: deno task serve ${path}`,
      ]
    ) assertStringIncludes(printed, `${line}\n`);
    const files = fileNames(path)
      .map((name) => name.replace(/(tfevents\.)\d+/, "$1…"));
    assertEquals(files, [
      "checkpoint-previous.safetensors",
      "checkpoint.safetensors",
      "curves.png",
      "curves.svg",
      "dataset.json",
      "events.out.tfevents.….edge-dcgan",
      "fakes-000000000.png",
      "fakes-000000016.png",
      "generator.json",
      "generator.onnx",
      "log.jsonl",
      "options.json",
      "progress.gif",
      "reals.png",
      "report.html",
      "starts.jsonl",
    ]);
    assertEquals(
      await readRunOptions(run),
      tinyOptions(folder, { data, epochs: 2, size: "32x16", ...SUITED }),
    );
    assertEquals((await readLog(run)).length, 4);
    const grid = await decodePicture(
      await Deno.readFile(`${path}/fakes-000000016.png`),
    );
    assertEquals([grid.height, grid.width], [5 * 34 + 2, 5 * 18 + 2]);
    const generator = await loadGenerator(folderUrl(path));
    assertEquals(generator.card.trainingData, {
      source: "photos",
      pictures: 9,
    });
    const images = generator.paint(latents([0]));
    assertEquals(images.length, 3 * 32 * 16);
  }));

Deno.test("train() keeps the options that a run is resumed with", () =>
  withFolder(async (folder) => {
    const args = tinyArgs(folder, { epochs: 1, name: "a" });
    await trained(args);
    const run = runFolder(`${folder}/runs/00001-a-d2`);
    const printed = await trained([
      ...["--resume", `${run.path}/`, "--epochs", "2", "--grid-every", "8"],
    ]);
    assertEquals(printed.split("\n").slice(0, 2), [
      "changed: epochs 1 → 2",
      "changed: grid-every 10000 → 8",
    ]);
    assertEquals(
      await readRunOptions(run),
      tinyOptions(folder, {
        ...{ epochs: 2, name: "a", "grid-every": 8 },
        ...SUITED,
      }),
    );
    assertEquals((await readLog(run)).length, 6);
    const card = JSON.parse(
      await Deno.readTextFile(`${run.path}/generator.json`),
    );
    assertEquals(
      [card.training.steps, card.training.options.epochs],
      [6, 2],
    );
    // A second time there is nothing to change, and nothing to do.
    const again = await trained(["--resume", run.path]);
    assert(!again.includes("changed:"));
    assertStringIncludes(
      again,
      `\nnothing was left to do; to train longer: deno task train --resume ${run.path} --images 60000\n`,
    );
  }));

Deno.test("train() resumes a run whose pictures moved, and only with the same pictures", () =>
  withFolder(async (folder) => {
    await writePictures(`${folder}/photos`, 5);
    const data = `${folder}/photos`;
    await trained(tinyArgs(folder, { data, epochs: 1 }));
    const { path } = runFolder(`${folder}/runs/00001-photos-d2`);
    await Deno.rename(data, `${folder}/moved`);
    assertEquals(await refusal("--resume", path, "--epochs", "2"), [
      `--data ${data}: there is no such folder; where the pictures have moved, --data says where they are`,
      1,
    ]);
    const resume = ["--resume", path, "--data", `${folder}/moved`];
    const printed = await trained([...resume, "--epochs", "2"]);
    assertStringIncludes(printed, `changed: data ${data} → ${folder}/moved\n`);
    const run = runFolder(path);
    assertEquals((await readRunOptions(run)).data, `${folder}/moved`);
    await writePictures(`${folder}/others`, 6);
    const others = ["--resume", path, "--data", `${folder}/others`];
    assertEquals(await refusal(...others), [
      `${folder}/others: the pictures are not those that ${path} was trained on (5 then, 6 now): start a new run`,
      1,
    ]);
    // A refusal changes nothing.
    assertEquals((await readRunOptions(run)).data, `${folder}/moved`);
  }));

Deno.test("train() says what keeps it from resuming a run", () =>
  withFolder(async (folder) => {
    const data = `${folder}/photos`;
    await writePictures(data, 5);
    await trained(tinyArgs(folder, { data, epochs: 1 }));
    const run = runFolder(`${folder}/runs/00001-photos-d2`);
    const resume = async (path = run.path) => {
      const [message, code] = await refusal("--resume", path);
      assertEquals(code, 1);
      return message.replaceAll(`${run.path}/`, "").replaceAll(folder, "…");
    };
    assertEquals(
      await resume(data),
      "…/photos is no run folder: it has no readable options.json",
    );

    /** The refusal when a file of the run is spoiled. */
    const spoiled = async (
      file: string,
      spoil: (content: string) => string,
    ) => {
      const content = await Deno.readFile(file);
      const text = new TextDecoder().decode(content);
      await Deno.writeTextFile(file, spoil(text));
      const message = await resume();
      await Deno.writeFile(file, content);
      return message;
    };
    assertEquals(
      await spoiled(run.options, (text) => text.slice(0, 99)),
      "options.json is damaged: it is not JSON",
    );
    assertEquals(
      await spoiled(
        run.options,
        (text) => text.replace('"seed": 0', '"seed": 1'),
      ),
      "options.json is damaged: its seed is 1, the checkpoint's is 0",
    );
    assertEquals(
      await spoiled(run.dataset, () => "{}"),
      "dataset.json is damaged: its name is undefined",
    );

    await Deno.writeFile(`${data}/4.png`, pictureBytes("rgb.png"));
    assertEquals(
      await resume(),
      `…/photos: the pictures are not those that ${run.path} was trained on (5 then, 5 now): start a new run`
        .replace(folder, "…"),
    );
    await Deno.writeTextFile(run.checkpoint, "nothing of that kind");
    await Deno.remove(run.previous);
    assertEquals(
      (await resume()).replace(/(damaged): its header [^;]*/, "$1"),
      `${run.path} has no usable checkpoint: checkpoint.safetensors is damaged; checkpoint-previous.safetensors does not exist`
        .replace(folder, "…"),
    );
  }));
