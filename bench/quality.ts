/**
 * The quality of pictures beside PyTorch: `deno run -A bench/quality.ts`.
 *
 * Three generators are trained on the same pictures, with the same seed and for
 * as many images, and scored by the same code:
 *
 * - the reference's networks and settings in PyTorch, from the same initial
 *   weights, with the same batches and the same noise as
 * - the `reference` preset here,
 * - and the `cpu` preset with all its techniques.
 *
 * Needs `python3` with `torch` and `numpy` (Debian: python3-torch).
 *
 * @module
 */

import type { Command, OptionTable } from "../core/command_line/command.ts";
import { LATENT_SIZE } from "../core/latent.ts";
import { parseCommandLine } from "../core/options.ts";
import { normals } from "../core/random.ts";
import type { Tensors } from "../core/tensor.ts";
import { runCommand, UserError } from "../core/user_error.ts";
import { BatchSequence } from "../train/data/batches.ts";
import { encodePth } from "../train/exchange/pytorch/write_pth.ts";
import {
  parseTrainOptions,
  resolveTrainOptions,
  type TrainOptions,
} from "../train/options.ts";
import { initialState } from "../train/run/programs.ts";
import { ProgressLine } from "../train/run/progress.ts";
import { readPictures } from "../train/run/read_pictures.ts";
import { learningRate } from "../train/run/schedule.ts";

const COMMAND = {
  name: "deno run -A bench/quality.ts",
  summary:
    "Trains in PyTorch and here on the same pictures and prints the scores of both.",
  usage: ["[options]"],
  options: {
    data: {
      type: "string",
      default: "demo:toon-head",
      group: "Work",
      placeholder: "WHAT",
      help: "Pictures, as for training",
    },
    "demo-size": {
      type: "integer",
      min: 100,
      max: 100_000,
      default: 4000,
      group: "Work",
      placeholder: "N",
      help: "Pictures of a demo set",
    },
    size: {
      type: "integer",
      min: 16,
      max: 256,
      multipleOf: 16,
      default: 32,
      group: "Work",
      placeholder: "N",
      help: "Height and width of the pictures",
    },
    d: {
      type: "integer",
      min: 1,
      max: 128,
      default: 32,
      group: "Work",
      placeholder: "N",
      help: "Base width of the networks",
    },
    epochs: {
      type: "integer",
      min: 1,
      max: 1000,
      default: 10,
      group: "Work",
      placeholder: "N",
      help: "How often every picture is shown",
    },
    seed: {
      type: "integer",
      min: 0,
      max: 0xffff_ffff,
      default: 0,
      group: "Work",
      placeholder: "N",
      help: "Start of all randomness",
    },
    samples: {
      type: "integer",
      min: 10,
      max: 5000,
      default: 1000,
      group: "Work",
      placeholder: "N",
      help: "Pictures to score",
    },
    python: {
      type: "string",
      default: "python3",
      group: "Work",
      placeholder: "COMMAND",
      help: "Python with PyTorch",
    },
  },
} as const satisfies Command<OptionTable>;

type Values = ReturnType<typeof parseCommandLine<typeof COMMAND.options>>[
  "values"
];

/** The command line of a run. */
function trainArgs(values: Values, preset: string, runs: string): string[] {
  const size = `${values.size}`;
  const held = `${Math.floor(values.demoSize / 10)}`;
  return [
    ...["--data", values.data, "--demo-size", `${values.demoSize}`],
    ...["--size", size, "--d", `${values.d}`, "--epochs", `${values.epochs}`],
    ...["--seed", `${values.seed}`, "--holdout", held, "--device", "wasm"],
    ...["--preset", preset, "--runs", runs, "--score-every", "0"],
    ...["--grid-every", "0", "--save-every", "0"],
  ];
}

/** Runs a program to its end. */
async function run(program: string, args: string[]): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(program, {
    args,
    stdin: "null",
  }).output();
  const text = new TextDecoder();
  if (code === 0) return text.decode(stdout);
  const lines = text.decode(stderr).trim().split("\n");
  throw new UserError(`${program} ${args[0]} failed: ${lines.at(-1)}`);
}

/** Runs a program of this project. */
function runOwn(file: string, args: readonly string[]): Promise<string> {
  const path = new URL(`../${file}`, import.meta.url).pathname;
  return run(Deno.execPath(), ["run", "-A", path, ...args]);
}

async function trainHere(
  values: Values,
  preset: string,
  folder: string,
): Promise<string> {
  const runs = `${folder}/${preset}`;
  await runOwn("train/main.ts", trainArgs(values, preset, runs));
  for (const { name } of Deno.readDirSync(runs)) return `${runs}/${name}`;
  throw new UserError(`${runs} holds no run`);
}

/** A network's tensors under PyTorch's names. */
function stateDict(state: Tensors, letter: string): Tensors {
  return new Map(
    [...state].filter(([name]) =>
      name.startsWith(`${letter}.`) && !name.includes(".optimizer.")
    ).map(([name, tensor]) => [name.slice(letter.length + 1), tensor]),
  );
}

/** Writes all that a step of the reference depends on. */
async function prepare(options: TrainOptions, folder: string): Promise<void> {
  const { seed, batch, epochs, d, height, width } = options;
  const quiet = new ProgressLine(() => {}, false);
  const { training } = await readPictures(options, quiet);
  const batches = new BatchSequence(training, options);
  const steps = batches.stepsPerEpoch * epochs;
  const rates = Array.from(
    { length: steps },
    (_, step) =>
      learningRate(options, Math.floor(step / batches.stepsPerEpoch)),
  );
  await Deno.writeTextFile(
    `${folder}/work.json`,
    JSON.stringify({ d, height, width, batch, rates }),
  );
  const state = initialState(options, options.init);
  for (const name of ["generator", "discriminator"]) {
    const letter = name === "generator" ? "G" : "D";
    const file = await encodePth(stateDict(state, letter));
    await Deno.writeFile(`${folder}/${name}.pth`, file);
  }
  using real = await Deno.create(`${folder}/real.u8`);
  using noise = await Deno.create(`${folder}/noise.f32`);
  const write = async (file: Deno.FsFile, bytes: Uint8Array) => {
    for (let at = 0; at < bytes.length;) {
      at += await file.write(bytes.subarray(at));
    }
  };
  for (let step = 0; step < steps; step++) {
    const bytes = Uint8Array.from(
      batches.at(step),
      (x) => Math.round((x + 1) * 127.5),
    );
    await write(real, bytes);
    for (const stream of ["discriminatorNoise", "generatorNoise"] as const) {
      const numbers = normals(seed, stream, step, batch * LATENT_SIZE);
      await write(noise, new Uint8Array(numbers.buffer));
    }
  }
}

async function trainInPyTorch(values: Values, folder: string): Promise<string> {
  const args = trainArgs(values, "reference", folder);
  const options = resolveTrainOptions(parseTrainOptions(args), { gpu: false });
  const work = `${folder}/pytorch`;
  await Deno.mkdir(work);
  await prepare(options, work);
  const script = new URL("peers/quality_pytorch.py", import.meta.url).pathname;
  await run(values.python, [script, work]);
  const out = `${work}/frozen`;
  await runOwn("train/exchange/import.ts", [
    `${work}/generator.pth`,
    ...["--out", out, "--size", `${values.size}`],
  ]);
  return out;
}

/** The scores of a frozen generator. */
async function score(
  values: Values,
  generator: string,
): Promise<Record<string, number>> {
  const json = await runOwn("train/score/main.ts", [
    generator,
    ...["--data", values.data, "--demo-size", `${values.demoSize}`],
    ...["--holdout", `${Math.floor(values.demoSize / 10)}`],
    ...["--samples", `${values.samples}`, "--device", "wasm", "--json"],
  ]);
  return JSON.parse(json);
}

const COLUMNS: readonly (readonly [string, string])[] = [
  ["KID", "kid"],
  ["precision", "precision"],
  ["recall", "recall"],
  ["1-NN accuracy", "neighbour_accuracy"],
  ["memorisation", "memorization"],
];

function row(name: string, cells: readonly string[]): string {
  return name.padEnd(24) + cells.map((cell) => cell.padStart(15)).join("");
}

function formatRow(
  name: string,
  scores: Record<string, number>,
  seconds: number | undefined,
  key: (name: string) => string,
): string {
  return row(name, [
    ...COLUMNS.map(([, column]) => (scores[key(column)] ?? NaN).toFixed(4)),
    seconds === undefined ? "" : (seconds / 60).toFixed(1),
  ]);
}

async function bench(args: readonly string[]): Promise<void> {
  const { help, values } = parseCommandLine(COMMAND, args);
  if (help !== undefined) return console.log(help);
  const folder = await Deno.makeTempDir();
  const peers = [
    ["PyTorch, reference", () => trainInPyTorch(values, folder)],
    ["here, reference", () => trainHere(values, "reference", folder)],
    ["here, cpu preset", () => trainHere(values, "cpu", folder)],
  ] as const;
  try {
    console.log(row("", [...COLUMNS.map(([name]) => name), "minutes"]));
    let scores: Record<string, number> = {};
    for (const [name, train] of peers) {
      const start = performance.now();
      const generator = await train();
      const seconds = (performance.now() - start) / 1000;
      scores = await score(values, generator);
      console.log(formatRow(name, scores, seconds, (key) => key));
    }
    console.log(
      formatRow(
        "real pictures (floor)",
        scores,
        undefined,
        (key) => `${key}_floor`,
      ),
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

if (import.meta.main) await runCommand(() => bench(Deno.args));
