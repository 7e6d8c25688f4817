import {
  assert,
  assertEquals,
  assertFalse,
  assertLessOrEqual,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { camelCase } from "../../../core/command_line/command.ts";
import { isAllowed } from "../../../core/option_value.ts";
import { UserError } from "../../../core/user_error.ts";
import type { TrainOptions } from "../../../train/options/fields.ts";
import {
  parseTrainOptions,
  resolveTrainOptions,
} from "../../../train/options/train_options.ts";
import { PRESETS, type Row } from "../../../train/options/row.ts";
import { TRAIN_COMMAND } from "../../../train/options/train_command.ts";
import { TRAIN_TABLE } from "../../../train/options/table.ts";

function resolve(args: string, gpu = false): TrainOptions {
  const given = args.split(" ").filter((arg) => arg !== "");
  return resolveTrainOptions(parseTrainOptions(given), { gpu });
}

/** What a preset sets, by the names of the options. */
function settings(preset: (typeof PRESETS)[number]): [string, unknown][] {
  return Object.entries<Row>(TRAIN_TABLE).flatMap(([name, { presets }]) =>
    presets === undefined ? [] : [[name, presets[preset]]]
  );
}

/** The same by the keys of the options. */
function fields(preset: (typeof PRESETS)[number]): Record<string, unknown> {
  return Object.fromEntries(
    settings(preset).map(([name, value]) => [camelCase(name), value]),
  );
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
    classNames: null,
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
    from: null,
    fromD: null,
    preset: "cpu",
    device: "auto",
    threads: null,
    fp16: false,
    batch: 32,
    images: 120_000,
    epochs: null,
    optimizer: "adam",
    lr: 1e-3,
    lrD: 4e-4,
    minLrRatio: 0.01,
    schedule: "cosine",
    beta1: 0.5,
    beta2: 0.999,
    weightDecay: 0,
    ema: 10_000,
    loss: "bce",
    lecam: 0,
    r1: 0,
    r2: 0,
    r1Every: 8,
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
    images: 1_000_000,
    scoreEvery: 50_000,
  });
});

Deno.test("TRAIN_TABLE lets the presets reference and paper train without later techniques", () => {
  for (const preset of ["reference", "paper"] as const) {
    const { ema, realLabel, augment } = fields(preset);
    assertEquals([ema, realLabel, augment], [0, 1, []]);
  }
});

Deno.test("resolveTrainOptions() follows a preset that is named, with or without a GPU", () => {
  for (const name of PRESETS) {
    const options = resolve(`--preset ${name}`, true);
    assertEquals(options, { ...options, ...fields(name), preset: name });
    assertEquals(resolve(`--preset ${name}`, false), options);
  }
});

Deno.test("resolveTrainOptions() takes --lr for both networks unless --lr-d is given", () => {
  assertEquals(resolve("--lr 0.5").lrD, 0.5);
  assertEquals(resolve("--lr-d 0.5").lrD, 0.5);
  assertEquals(resolve("--lr-d 0.5").lr, TRAIN_TABLE.lr.presets.cpu);
});

Deno.test("TRAIN_TABLE has presets with values that the options themselves allow", () => {
  for (const preset of PRESETS) {
    const args = settings(preset).map(([name, value]) =>
      `--${name} ${Array.isArray(value) ? value.join() || "none" : value}`
    );
    const options = resolve(args.join(" "));
    assertEquals(options, { ...options, ...fields(preset) });
  }
});

Deno.test("TRAIN_TABLE has values for older runs that the options themselves allow", () => {
  for (const [name, row] of Object.entries<Row>(TRAIN_TABLE)) {
    const { before } = row;
    if (before === undefined || before === null) continue;
    assert(isAllowed(row, before), name);
  }
});

Deno.test("resolveTrainOptions() lets every option overrule preset and default", () => {
  assertEquals(
    resolve(
      "--preset paper --data idx:images.gz --demo-size 50 --labels labels.gz " +
        "--classes 0,2-3 --class-names a,b,c --credit Ada --licence CC0 --fit crop --background 00FF7f --size 32x48 " +
        "--holdout 9 --cache c --d 8 --init reference --from weights --from-d d.pth --device wasm --threads 2 " +
        "--batch 2 --epochs 1 --optimizer sgd --lr 1 --min-lr-ratio 1 " +
        "--schedule step --beta1 0 --beta2 0.9 --ema 500 --seed 4294967295 " +
        "--runs r --name try-2 --log-every 3 --grid-every 0 --save-every 7 --mirror --fp16 " +
        "--score-every 6 --stop-after 5 " +
        "--lr-d 0.5 --weight-decay 0.1 --real-label 0.8 " +
        "--loss relativistic --lecam 0.3 --r1 2 --r2 3 --r1-every 4 " +
        "--augment cutout,color --augment-probability 0.5 --ada-target 0.6 " +
        "--ada-images 9 --instance-noise 0.2 --instance-noise-images 8",
    ),
    {
      preset: "paper",
      data: "idx:images.gz",
      demoSize: 50,
      labels: "labels.gz",
      classes: [0, 2, 3],
      classNames: "a,b,c",
      credit: "Ada",
      licence: "CC0",
      fit: "crop",
      background: "00FF7f",
      height: 32,
      width: 48,
      holdout: 9,
      cache: "c",
      mirror: true,
      d: 8,
      init: "reference",
      from: "weights",
      fromD: "d.pth",
      device: "wasm",
      threads: 2,
      fp16: true,
      batch: 2,
      images: null,
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
      loss: "relativistic",
      lecam: 0.3,
      r1: 2,
      r2: 3,
      r1Every: 4,
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

Deno.test("resolveTrainOptions() takes the length of a run in images or in epochs", () => {
  const length = (args: string) => {
    const { images, epochs } = resolve(args);
    return [images, epochs];
  };
  assertEquals(length("--images 1.5M"), [1_500_000, null]);
  assertEquals(length("--epochs 7"), [null, 7]);
  assertEquals(length("--preset reference"), [5_000_000, null]);
  assertEquals(length("--preset reference --epochs 7"), [null, 7]);
  assertEquals(
    refusal("--images", "9k", "--epochs", "7"),
    "--images and --epochs say the same: give one of them",
  );
});

Deno.test("parseTrainOptions() refuses names of classes in another order than that of their numbers", () => {
  const names = ["--class-names", "boot,sneaker"];
  assertEquals(
    refusal("--classes", "9,7", ...names),
    "--classes is 9,7: with --class-names it must be in the order of the numbers, 7,9, and so must the names",
  );
  assertEquals(
    parseTrainOptions(["--classes", "7,9", ...names]).help,
    undefined,
  );
  assertEquals(parseTrainOptions(["--classes", "9,7"]).help, undefined);
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
      "--images=0",
      "--images is 0: it must be a count from 1 to 1000000000, like 1500, 120k or 1.5M",
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
    "--resume runs/3 --epochs 9 --device wasm --threads 1 --log-every 2 --grid-every 5 --save-every 6 --score-every 7 --stop-after 8 --lr 1e-4 --lr-d 2e-4 --data photos --labels l --cache c";
  const { values } = parseTrainOptions(args.split(" "));
  const { resume, images, epochs, lr, lrD, data, labels, cache } = values;
  assertEquals([resume, images, epochs], ["runs/3", undefined, 9]);
  assertEquals([lr, lrD, data, labels, cache], [
    1e-4,
    2e-4,
    "photos",
    "l",
    "c",
  ]);
  assertEquals([values.threads, values.saveEvery, values.scoreEvery], [
    1,
    6,
    7,
  ]);
});

Deno.test("parseTrainOptions() throws when another option is given with --resume", () => {
  assertEquals(
    refusal("--batch", "8", "--resume", "runs/3"),
    "--batch cannot be given with --resume, which keeps the run's own options: " +
      "only --data, --labels, --cache, --device, --threads, --images, --epochs, --lr, --lr-d, --log-every, --grid-every, --save-every, --score-every, --stop-after and --minutes may be given",
  );
  for (const arg of ["--dry-run", "--seed=0", "--preset=auto", "--d=8"]) {
    const name = arg.replace(/=.*/, "");
    assertStringIncludes(
      refusal("--resume=runs/3", arg),
      `${name} cannot be given with --resume`,
    );
  }
});

Deno.test("resolveTrainOptions() throws when a run shall end by scores that it has not", () => {
  const error = assertThrows(
    () => resolve("--stop-after 50k --score-every 0"),
    UserError,
    "--stop-after is 50000, but --score-every is 0",
  );
  assertEquals(error.exitCode, 2);
  assertEquals(resolve("--stop-after 50k").stopAfter, 50_000);
});

/** The help of training, all of it or the usual options. */
function help(flag: "--help" | "--help-all"): string {
  const { help } = parseTrainOptions([flag]);
  assert(help !== undefined);
  return help;
}

/** The lines of each option by its name. */
function optionLines(text: string): Map<string, string[]> {
  const lines = new Map<string, string[]>();
  let name: string | undefined;
  for (const line of text.split("\n")) {
    const found = /^ {2}--([a-z0-9-]+)/.exec(line)?.[1];
    if (found !== undefined) name = found;
    else if (!line.startsWith("    ")) name = undefined;
    if (name !== undefined) {
      lines.set(name, [...lines.get(name) ?? [], line]);
    }
  }
  return lines;
}

Deno.test("TRAIN_COMMAND has every option in its whole help, in two lines each at most", () => {
  const lines = optionLines(help("--help-all"));
  for (const name of Object.keys(TRAIN_COMMAND.options)) {
    const own = lines.get(name);
    assert(own !== undefined, name);
    assertLessOrEqual(own.length, 2, own.join("\n"));
    for (const line of own) assertLessOrEqual(line.length, 80, line);
  }
});

Deno.test("TRAIN_COMMAND has the usual options, examples and presets in its help", () => {
  const usual = help("--help");
  assertLessOrEqual(usual.split("\n").length, 60);
  assert(optionLines(usual).has("data"));
  assertFalse(optionLines(usual).has("ada-target"));
  assertStringIncludes(usual, "Usage: deno task train [options]");
  assertStringIncludes(usual, "  deno task train --data photos\n");
  assertStringIncludes(
    optionLines(usual).get("images")?.map((line) => line.trim()).join(" ") ??
      "",
    "[like 120k; default 1M, cpu 120k, reference 5M]",
  );
});

Deno.test("parseTrainOptions() takes --minutes instead of a length, also with --resume", () => {
  assertEquals(parseTrainOptions(["--minutes", "2.5"]).values.minutes, 2.5);
  const resumed = parseTrainOptions(["--resume", "runs/1", "--minutes", "10"]);
  assertEquals(resumed.values.minutes, 10);
  for (const other of ["images", "epochs"]) {
    assertEquals(
      refusal("--minutes", "10", `--${other}`, "5"),
      `--minutes and --${other} both say how long to train: give one of them`,
    );
  }
  assertEquals(
    refusal("--minutes", "10", "--dry-run"),
    "--minutes cannot be given with --dry-run, which trains nothing",
  );
  assertEquals(
    refusal("--minutes", "0"),
    "--minutes is 0: it must be a number above 0, at most 100000",
  );
});
