import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";
import { exportRun } from "../../../train/exchange/export_run.ts";
import { readOrigin, stateFrom } from "../../../train/exchange/origin.ts";
import { train } from "../../../train/main.ts";
import { averageName } from "../../../train/model/ema.ts";
import { parseTrainOptions } from "../../../train/options/train_options.ts";
import { readCheckpoint } from "../../../train/record/checkpoint.ts";
import { readRunOptions, runFolder } from "../../../train/record/run_folder.ts";
import { startRun } from "../../../train/run/start.ts";
import { initialState } from "../../../train/step/programs.ts";
import { trainerOptions } from "../../../train/step/trainer_options.ts";
import type { Tensors } from "../../../train/tensors/tensor.ts";
import { captured, refused } from "../captured.ts";
import {
  assertSameRun,
  QuietProgress,
  tinyArgs,
  tinyOptions,
  trainTiny,
} from "../run/tiny_run.ts";
import { withFolder } from "../../folder.ts";

/** A file that PyTorch wrote: see tests/fixtures/checkpoints/record.py. */
function recorded(name: string): string {
  return fileURLToPath(
    new URL(`../../fixtures/checkpoints/${name}`, import.meta.url),
  );
}

/** The command line of a tiny run, without the sizes of its networks. */
function unsizedArgs(...args: Parameters<typeof tinyArgs>): string[] {
  const all = tinyArgs(...args);
  return all.filter((_, index) =>
    !["--size", "--d"].includes(all[index - index % 2] as string)
  );
}

/** The one line and the exit code that arguments are refused with. */
const refusal = (...args: string[]) => refused(() => train(args));

/** A run of three steps, whose networks are no longer as they began. */
async function trainedRun(folder: string, credit?: string) {
  const options = tinyOptions(folder, {
    ...{ epochs: 1, ema: 100, lr: 0.05, name: "first" },
    ...credit !== undefined && { credit, licence: "CC0" },
  });
  return (await trainTiny(options)).folder;
}

/** Networks in the state of a run. */
function networkOf(state: Tensors, prefix: string): [string, Float32Array][] {
  return [...state].filter(([name]) =>
    name.startsWith(prefix) && !name.includes(".optimizer.")
  ).map(([name, { data }]) => [name.slice(prefix.length), data]);
}

Deno.test("readOrigin() takes the generator's average and the discriminator of a run, and new optimizers", () =>
  withFolder(async (folder) => {
    const run = await trainedRun(folder);
    const origin = await readOrigin(parseTrainOptions(["--from", run.path]));
    assert(origin !== undefined);
    assertEquals(
      origin.words,
      `both networks of ${run.path} as after 12 images, the moving average of the generator`,
    );
    const { state: source } = await readCheckpoint(run.checkpoint);
    assertEquals(
      networkOf(origin.networks, "G."),
      networkOf(source, "G_ema."),
    );
    assertEquals(networkOf(origin.networks, "D."), networkOf(source, "D."));
    const options = tinyOptions(folder, { ema: 100 });
    const state = stateFrom(options, origin.networks);
    const fresh = initialState(trainerOptions(options), options.init);
    assertEquals([...state.keys()], [...fresh.keys()]);
    for (const [name, tensor] of state) {
      if (name.includes(".optimizer.")) {
        assertEquals(tensor, fresh.get(name));
      } else if (name.startsWith("G.")) {
        assertEquals(state.get(averageName(name)), tensor);
      }
    }
  }));

Deno.test("readOrigin() takes of files what they hold, and the discriminator of --from-d", () =>
  withFolder(async (folder) => {
    const read = async (...args: string[]) =>
      (await readOrigin(parseTrainOptions(args)))!;
    const pair = recorded("pair.pth");
    const plain = recorded("plain.pth");
    const whole = await read("--from", pair);
    assertEquals(whole.words, `G_ema and netD of ${pair}`);
    assertEquals(whole.architecture, { d: 1, height: 16, width: 16 });
    const alone = await read("--from", plain);
    assertEquals(
      alone.words,
      `the generator of ${plain}; the discriminator is new`,
    );
    assertEquals(networkOf(alone.networks, "D."), []);
    const both = await read("--from", plain, "--from-d", pair);
    assertEquals(both.words, `the generator of ${plain}; netD of ${pair}`);
    const other = await read("--from", pair, "--from-d", pair);
    assertEquals(other.words, `${whole.words}; but netD of ${pair}`);
    assertEquals(
      networkOf(both.networks, "G."),
      networkOf(alone.networks, "G."),
    );
    assertEquals(
      networkOf(both.networks, "D."),
      networkOf(whole.networks, "D."),
    );
    // Pictures that are not square need their proportions.
    const run = await trainTiny(
      tinyOptions(folder, { epochs: 1, size: "32x48" }),
    );
    await exportRun(run.folder, "safetensors", folder);
    const file = `${folder}/generator-last.safetensors`;
    const sized = await read("--from", file, "--size", "32x48");
    assertEquals(sized.architecture, { d: 2, height: 32, width: 48 });
    assertStringIncludes((await refusal("--from", file))[0], "give --size");
  }));

Deno.test("train() starts from a run, says so everywhere, and resumes without it, bit for bit", () =>
  withFolder(async (folder) => {
    const first = await trainedRun(folder, "Ada");
    const args = unsizedArgs(folder, {
      ...{ epochs: 3, from: first.path, name: "second", "save-every": 8 },
      ...{ credit: "Grace", licence: "MIT" },
    });
    const { printed } = await captured(() => train(args));
    assertStringIncludes(printed, `\nfrom: both networks of ${first.path} as`);
    const whole = runFolder(`${folder}/runs/00002-second-d2`);
    const options = await readRunOptions(whole);
    assertEquals([options.from, options.d], [first.path, 2]);
    const { training } = JSON.parse(
      await Deno.readTextFile(`${whole.path}/generator.json`),
    );
    assertEquals(training.from, {
      name: "00001-first-d2",
      credit: "Ada",
      licence: "CC0",
    });
    assertEquals(training.options.from, "00001-first-d2");
    assertStringIncludes(
      await Deno.readTextFile(`${whole.path}/report.html`),
      "00001-first-d2, Ada, CC0",
    );

    // A third run has both to credit.
    const third = await readOrigin(parseTrainOptions(["--from", whole.path]));
    assertEquals(third?.record, {
      name: "00002-second-d2",
      credit: "Grace; Ada",
      licence: "MIT; CC0",
    });

    // Started again, and interrupted once what it came from is gone.
    const origin = await readOrigin(parseTrainOptions(args));
    const started = await startRun(options, "wasm", new QuietProgress(), {
      state: stateFrom(options, origin!.networks),
      from: origin!.record,
    });
    await started.trainer.engine.release();
    started.lock[Symbol.dispose]();
    await Deno.remove(first.path, { recursive: true });
    await trainTiny(options, { folder: started.folder, stopAfter: 4 });
    await captured(() => train(["--resume", started.folder.path]));
    await assertSameRun(whole, started.folder);
  }));

Deno.test("train() says in a line what it cannot start from", () =>
  withFolder(async (folder) => {
    const plain = recorded("plain.pth");
    const cases: [string[], string, number][] = [
      [["--from", "no/where"], "--from no/where does not exist", 1],
      [
        ["--from", folder],
        `--from ${folder} is neither a run, nor a frozen generator, nor a .pth or .safetensors file`,
        1,
      ],
      [
        ["--from", "weights/generator.onnx"],
        "--from weights/generator.onnx: a frozen generator is given as its folder",
        1,
      ],
      [
        ["--from", plain, "--d", "2"],
        `--d is 2, but the networks of --from ${plain} have d 1 and pictures of 16x16: leave --d and --size out`,
        2,
      ],
      [
        ["--from", "weights", "--size", "32"],
        "--size is 32x32, but the networks of --from weights have d 32 and pictures of 64x64: leave --d and --size out",
        2,
      ],
      [
        ["--from-d", plain],
        "--from-d needs --from: a discriminator alone is no start",
        2,
      ],
      [
        ["--resume", "runs/1", "--from", plain],
        "--from cannot be given with --resume",
        2,
      ],
    ];
    for (const [args, message, code] of cases) {
      const [found, exitCode] = await refusal(...args, "--device", "wasm");
      assertStringIncludes(found, message);
      assertEquals(exitCode, code, message);
    }
    assertStringIncludes(
      (await refusal("--from", plain, "--from-d", plain))[0],
      `${plain} holds no discriminator of this kind`,
    );
  }));
