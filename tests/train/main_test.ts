import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { loadGenerator } from "../../core/generator/frozen_generator.ts";
import { folderUrl } from "../../core/folder_url.ts";
import { latents } from "../../core/noise/latent.ts";
import { TRAIN_COMMAND } from "../../train/options/train_command.ts";
import { decodePicture } from "../../train/data/decode.ts";
import { train } from "../../train/main.ts";
import { readRunOptions, runFolder } from "../../train/record/run_folder.ts";
import { captured } from "./captured.ts";
import { pictureBytes } from "./data/pictures.ts";
import { readLog, tinyArgs, tinyOptions } from "./run/tiny_run.ts";
import { fileNames, withFolder } from "../folder.ts";
import { refusal, SUITED, trained, writePictures } from "./train_command.ts";

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
      /^device: wasm .*\ndata: toon-head, which can be read\nchosen for 13 pictures: --r1 1, .*\nstep 1: .*\nstep 2: .*\n$/,
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
        "chosen for 9 pictures: --r1 1, as a discriminator learns few pictures by heart; --holdout 0, as all are needed for training",
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
