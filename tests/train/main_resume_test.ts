import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { readRunOptions, runFolder } from "../../train/record/run_folder.ts";
import { idx } from "./data/idx.ts";
import { pictureBytes } from "./data/pictures.ts";
import { readLog, tinyArgs, tinyOptions } from "./run/tiny_run.ts";
import { withFolder } from "../folder.ts";
import { refusal, SUITED, trained, writePictures } from "./train_command.ts";

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

Deno.test("train() says which file of a run moved, that of the pictures or of the labels", () =>
  withFolder(async (folder) => {
    const count = 20;
    const pixels = Array.from({ length: 256 * count }, (_, at) => at % 251);
    const labels = Array.from({ length: count }, (_, at) => at % 2);
    await Deno.writeFile(`${folder}/images`, idx([count, 16, 16], pixels));
    await Deno.writeFile(`${folder}/labels`, idx([count], labels));
    const data = `idx:${folder}/images`;
    const given = { data, labels: `${folder}/labels`, epochs: 1 };
    await trained(tinyArgs(folder, given));
    const { path } = runFolder(`${folder}/runs/00001-images-d2`);
    for (const [file, option] of [["labels", "labels"], ["images", "data"]]) {
      await Deno.rename(`${folder}/${file}`, `${folder}/moved`);
      const [message] = await refusal("--resume", path, "--epochs", "2");
      assertMatch(
        message,
        RegExp(
          `^--${option} .*: there is no such file; where the \\w+ have moved, --${option} says`,
        ),
      );
      await Deno.rename(`${folder}/moved`, `${folder}/${file}`);
    }
    assertEquals(
      await refusal("--resume", path, "--data", `${folder}`),
      [
        `--labels: only goes with --data idx:FILE, not with --data ${folder}; --labels folders takes the labels from the folders in it`,
        2,
      ],
    );
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
