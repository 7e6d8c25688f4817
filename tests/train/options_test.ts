import {
  assert,
  assertEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { UserError } from "../../core/user_error.ts";
import {
  parseTrainOptions,
  resolveTrainOptions,
  type TrainOptions,
} from "../../train/options.ts";
import { PRESETS } from "../../train/presets.ts";

function resolve(args: string, gpu = false): TrainOptions {
  const given = args.split(" ").filter((arg) => arg !== "");
  return resolveTrainOptions(parseTrainOptions(given), { gpu });
}

function kebabCase(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function listed(choices: readonly string[]): string {
  return choices.join(",") || "none";
}

function refusal(...args: string[]): string {
  const error = assertThrows(() => parseTrainOptions(args), UserError);
  assertEquals(error.exitCode, 2);
  return error.message;
}

Deno.test("resolveTrainOptions() gives the cpu preset when there is no GPU", () => {
  assertEquals(resolve(""), {
    data: "demo:toon-head",
    demoSize: 10_000,
    labels: null,
    classes: null,
    credit: null,
    licence: null,
    fit: "stretch",
    background: "ffffff",
    height: 64,
    width: 64,
    holdout: 1000,
    cache: ".cache/data",
    mirror: false,
    d: 32,
    init: "paper",
    preset: "cpu",
    device: "auto",
    threads: null,
    fp16: false,
    batch: 32,
    epochs: 13,
    optimizer: "adam",
    lr: 1e-3,
    lrD: 4e-4,
    minLrRatio: 0.01,
    schedule: "cosine",
    beta1: 0.5,
    beta2: 0.999,
    weightDecay: 0,
    ema: 10_000,
    realLabel: 0.9,
    augment: ["translation"],
    augmentProbability: 1,
    adaTarget: 0,
    adaImages: 500_000,
    instanceNoise: 0,
    instanceNoiseImages: 100_000,
    seed: 0,
    runs: "runs",
    name: null,
    logEvery: 10,
    gridEvery: 10_000,
    saveEvery: 10_000,
    scoreEvery: 20_000,
    stopAfter: 0,
  });
});

Deno.test("resolveTrainOptions() gives the gpu preset when there is a GPU", () => {
  assertEquals(resolve("", true), {
    ...resolve(""),
    preset: "gpu",
    d: 64,
    batch: 64,
    epochs: 100,
    scoreEvery: 50_000,
  });
});

Deno.test("PRESETS.reference and PRESETS.paper train without later techniques", () => {
  for (
    const { ema, realLabel, augment } of [PRESETS.reference, PRESETS.paper]
  ) {
    assertEquals({ ema, realLabel, augment }, {
      ema: 0,
      realLabel: 1,
      augment: [],
    });
  }
});

Deno.test("resolveTrainOptions() follows a preset that is named, with or without a GPU", () => {
  for (const [name, preset] of Object.entries(PRESETS)) {
    const options = resolve(`--preset ${name}`, true);
    assertEquals(options, { ...options, ...preset });
    assertEquals(resolve(`--preset ${name}`, false), options);
  }
});

Deno.test("resolveTrainOptions() takes --lr for both networks unless --lr-d is given", () => {
  assertEquals(resolve("--lr 0.5").lrD, 0.5);
  assertEquals(resolve("--lr-d 0.5").lrD, 0.5);
  assertEquals(resolve("--lr-d 0.5").lr, PRESETS.cpu.lr);
});

Deno.test("PRESETS hold values that the options themselves allow", () => {
  for (const preset of Object.values(PRESETS)) {
    const args = Object.entries(preset).map(([key, value]) =>
      `--${kebabCase(key)} ${Array.isArray(value) ? listed(value) : value}`
    );
    const options = resolve(args.join(" "));
    assertEquals(options, { ...options, ...preset });
  }
});

Deno.test("resolveTrainOptions() lets every option overrule preset and default", () => {
  assertEquals(
    resolve(
      "--preset paper --data idx:images.gz --demo-size 50 --labels labels.gz " +
        "--classes 0,2-3 --credit Ada --licence CC0 --fit crop --background 00FF7f --size 32x48 " +
        "--holdout 9 --cache c --d 8 --init reference --device wasm --threads 2 " +
        "--batch 2 --epochs 1 --optimizer sgd --lr 1 --min-lr-ratio 1 " +
        "--schedule step --beta1 0 --beta2 0.9 --ema 500 --seed 4294967295 " +
        "--runs r --name try-2 --log-every 3 --grid-every 0 --save-every 7 --mirror --fp16 " +
        "--score-every 6 --stop-after 5 " +
        "--lr-d 0.5 --weight-decay 0.1 --real-label 0.8 " +
        "--augment cutout,color --augment-probability 0.5 --ada-target 0.6 " +
        "--ada-images 9 --instance-noise 0.2 --instance-noise-images 8",
    ),
    {
      preset: "paper",
      data: "idx:images.gz",
      demoSize: 50,
      labels: "labels.gz",
      classes: [0, 2, 3],
      credit: "Ada",
      licence: "CC0",
      fit: "crop",
      background: "00ff7f",
      height: 32,
      width: 48,
      holdout: 9,
      cache: "c",
      mirror: true,
      d: 8,
      init: "reference",
      device: "wasm",
      threads: 2,
      fp16: true,
      batch: 2,
      epochs: 1,
      optimizer: "sgd",
      lr: 1,
      lrD: 0.5,
      minLrRatio: 1,
      schedule: "step",
      beta1: 0,
      beta2: 0.9,
      weightDecay: 0.1,
      ema: 500,
      realLabel: 0.8,
      augment: ["color", "cutout"],
      augmentProbability: 0.5,
      adaTarget: 0.6,
      adaImages: 9,
      instanceNoise: 0.2,
      instanceNoiseImages: 8,
      seed: 4294967295,
      runs: "r",
      name: "try-2",
      logEvery: 3,
      gridEvery: 0,
      saveEvery: 7,
      scoreEvery: 6,
      stopAfter: 5,
    },
  );
});

Deno.test("resolveTrainOptions() gives what JSON can hold", () => {
  for (const args of ["", "--classes 1,2 --threads 3 --name x"]) {
    const options = resolve(args);
    assertEquals(JSON.parse(JSON.stringify(options)), options);
  }
});

Deno.test("parseTrainOptions() throws when a value is out of its range", () => {
  const cases = [
    ["--batch=1", "--batch is 1: it must be an integer from 2 to 4096"],
    ["--d=513", "--d is 513: it must be an integer from 1 to 512"],
    ["--epochs=0", "--epochs is 0: it must be an integer from 1 to 1000000"],
    ["--lr=0", "--lr is 0: it must be a number above 0, at most 1"],
    ["--lr=1.01", "--lr is 1.01: it must be a number above 0, at most 1"],
    ["--beta1=1", "--beta1 is 1: it must be a number from 0 to below 1"],
    ["--beta2=1", "--beta2 is 1: it must be a number from 0 to below 1"],
    ["--seed=-1", "--seed is -1: it must be an integer from 0 to 4294967295"],
    [
      "--seed=4294967296",
      "--seed is 4294967296: it must be an integer from 0 to 4294967295",
    ],
    [
      "--size=60",
      "--size is 60: it must be HEIGHTxWIDTH or one number for both, each from 16 to 1024, a multiple of 16",
    ],
    [
      "--background=fff",
      "--background is fff: it must be six hexadecimal digits",
    ],
    [
      "--preset=fast",
      "--preset is fast: it must be auto, gpu, cpu, reference or paper",
    ],
    [
      "--augment=colour",
      "--augment is colour: it must be none, or a list of color, translation or cutout",
    ],
    [
      "--name=a/b",
      "--name is a/b: it must be up to 64 letters, digits, dots, hyphens or underscores",
    ],
  ] as const;
  for (const [arg, message] of cases) assertEquals(refusal(arg), message);
  assertStringIncludes(refusal("--name=.."), "--name is ..");
  assertStringIncludes(refusal("--classes=256"), "from 0 to 255");
});

Deno.test("parseTrainOptions() throws when there are arguments besides options", () => {
  assertStringIncludes(refusal("pictures/"), "unexpected argument pictures/");
});

Deno.test("parseTrainOptions() tells what is given and what is not", () => {
  const { given, values } = parseTrainOptions(["--dry-run", "--epochs", "3"]);
  assertEquals(given, new Set(["dryRun", "epochs"] as const));
  assertEquals([values.dryRun, values.resume], [true, undefined]);
});

Deno.test("parseTrainOptions() takes some options together with --resume", () => {
  const args =
    "--resume runs/3 --epochs 9 --device wasm --threads 1 --log-every 2 --grid-every 5 --save-every 6 --score-every 7 --stop-after 8";
  const { values } = parseTrainOptions(args.split(" "));
  assertEquals(
    [
      values.resume,
      values.epochs,
      values.threads,
      values.saveEvery,
      values.scoreEvery,
      values.stopAfter,
    ],
    ["runs/3", 9, 1, 6, 7, 8],
  );
});

Deno.test("parseTrainOptions() throws when another option is given with --resume", () => {
  assertEquals(
    refusal("--batch", "8", "--resume", "runs/3"),
    "--batch cannot be given with --resume, which keeps the run's own options: " +
      "only --epochs, --device, --threads, --log-every, --grid-every, --save-every, --score-every and --stop-after may change",
  );
  for (const arg of ["--dry-run", "--seed=0", "--preset=auto", "--d=8"]) {
    const name = arg.replace(/=.*/, "");
    assertStringIncludes(
      refusal("--resume=runs/3", arg),
      `${name} cannot be given with --resume`,
    );
  }
});

Deno.test("parseTrainOptions() gives the help with every option in it", () => {
  const { help } = parseTrainOptions(["--help"]);
  assert(help !== undefined);
  assertStringIncludes(help, "Usage: deno task train [options]");
  for (const group of ["Data", "Network", "Training", "Output"]) {
    assertStringIncludes(help, `\n  ${group}\n`);
  }
  for (const key of Object.keys(parseTrainOptions([]).values)) {
    const name = key.replaceAll(/[A-Z]/g, (letter) => `-${letter}`);
    assertStringIncludes(help, `\n  --${name.toLowerCase()}`);
  }
});
