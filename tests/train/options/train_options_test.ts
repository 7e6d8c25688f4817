import { assert, assertEquals, assertThrows } from "@std/assert";
import { camelCase } from "../../../core/command_line/command.ts";
import { isAllowed } from "../../../core/option_value.ts";
import { UserError } from "../../../core/user_error.ts";
import type { TrainOptions } from "../../../train/options/fields.ts";
import {
  parseTrainOptions,
  resolveTrainOptions,
} from "../../../train/options/train_options.ts";
import { PRESETS, type Row } from "../../../train/options/row.ts";
import { TRAIN_TABLE } from "../../../train/options/table.ts";
import { refusal } from "./refusal.ts";

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

Deno.test("resolveTrainOptions() gives what JSON can hold", () => {
  for (const args of ["", "--classes 1,2 --threads 3 --name x"]) {
    const options = resolve(args);
    assertEquals(JSON.parse(JSON.stringify(options)), options);
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
