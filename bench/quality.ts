/**
 * The quality of pictures beside PyTorch: `deno run -A bench/quality.ts`.
 *
 * Generators are trained on the same pictures, with the same seeds and for as
 * many images, or with `--minutes` for as long, and scored by the same code:
 *
 * - the reference's networks and settings in PyTorch, from the same initial
 *   weights, with the same batches and the same noise as
 * - the `reference` preset here;
 * - PyTorch again, from weights that differ by about one rounding: how far such
 *   runs end from each other is how much a single run can tell; not with
 *   `--minutes`;
 * - the `cpu` preset with all its techniques.
 *
 * Needs `python3` with `torch` and `numpy` (Debian: python3-torch).
 *
 * @module
 */

import type { Command, OptionTable } from "../core/command_line/command.ts";
import { parseCommandLine } from "../core/command_line/parse.ts";
import { runCommand } from "../core/command_line/run_command.ts";
import { UserError } from "../core/user_error.ts";
import type { TrainOptions } from "../train/options/fields.ts";
import {
  parseTrainOptions,
  resolveTrainOptions,
} from "../train/options/train_options.ts";
import { compareScores, type TrainedPeer } from "./compare_scores.ts";
import { imageCosts } from "./image_costs.ts";
import {
  runOwn,
  runProgram,
  trainHere,
  trainingArgs,
  WORK_OPTIONS,
} from "./own_runs.ts";
import { writePyTorchWork } from "./pytorch_work.ts";

const COMMAND = {
  name: "deno run -A bench/quality.ts",
  summary:
    "Trains in PyTorch and here on the same pictures and prints the scores of both.",
  usage: ["[options]"],
  options: {
    ...WORK_OPTIONS,
    minutes: {
      type: "number",
      min: 0.01,
      max: 10_000,
      defaultText: "none",
      group: "Work",
      placeholder: "N",
      help:
        "Processor time of each training, instead of --images; what an image costs is measured first",
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

/** Relative change of weights that is about one rounding of float32. */
const ONE_ROUNDING = "1e-7";

/** Steps of the training that shows what an image costs in PyTorch. */
const TRIAL_STEPS = 30;

function presetOptions(values: Values, seed: number, name: string) {
  const args = trainingArgs(values, seed, ["--preset", name]);
  return resolveTrainOptions(parseTrainOptions(args), { gpu: false });
}

/** Trains in PyTorch; returns the processor time of a step in milliseconds. */
async function trainThere(
  values: Values,
  options: TrainOptions,
  folder: string,
  change: string,
): Promise<number> {
  await writePyTorchWork(options, values.threads, folder);
  const script = new URL("peers/quality_pytorch.py", import.meta.url);
  const args = [script.pathname, folder, change];
  return Number(await runProgram(values.python, args));
}

function pyTorch(values: Values, name: string, change: string): TrainedPeer {
  return {
    name,
    async train(seed, folder) {
      const options = presetOptions(values, seed, "reference");
      await trainThere(values, options, folder, change);
      const out = `${folder}/frozen`;
      await runOwn("train/commands/import.ts", [
        `${folder}/generator.pth`,
        ...["--out", out, "--size", `${values.size}`],
      ]);
      return out;
    },
  };
}

function preset(values: Values, name: string): TrainedPeer {
  return {
    name: `here, ${name}`,
    train: (seed, folder) =>
      trainHere(
        trainingArgs(values, seed, ["--preset", name]),
        `${folder}/runs`,
      ),
  };
}

/** Processor time of an image in PyTorch, in milliseconds. */
async function costThere(values: Values): Promise<number> {
  const options = presetOptions(values, values.seed, "reference");
  const images = TRIAL_STEPS * options.batch;
  const folder = await Deno.makeTempDir();
  try {
    const trial = { ...options, images, epochs: null };
    return await trainThere(values, trial, folder, "0") / options.batch;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Every peer with as many images as it can show in so many minutes. */
async function equalMinutes(
  values: Values,
  minutes: number,
): Promise<TrainedPeer[]> {
  const presets = ["reference", "cpu"];
  const [reference = NaN, cpu = NaN] = await imageCosts(
    presets.map((name) => presetOptions(values, values.seed, name)),
  );
  const within = (name: string, cost: number): Values => {
    const images = Math.round(60_000 * minutes / cost);
    console.log(`${name}: ${cost.toFixed(2)} ms/image, ${images} images`);
    return { ...values, images };
  };
  const there = await costThere(values);
  return [
    pyTorch(within("PyTorch", there), "PyTorch, reference", "0"),
    preset(within("here, reference", reference), "reference"),
    preset(within("here, cpu", cpu), "cpu"),
  ];
}

async function bench(args: readonly string[]): Promise<void> {
  const { help, values, given } = parseCommandLine(COMMAND, args);
  if (help !== undefined) return console.log(help);
  if (values.minutes !== undefined) {
    const other = (["images", "epochs"] as const).find((key) => given.has(key));
    if (other !== undefined) {
      throw new UserError(
        `--minutes and --${other} both say how long to train: give one of them`,
        2,
      );
    }
    const peers = await equalMinutes(values, values.minutes);
    return await compareScores(values, peers);
  }
  await compareScores(values, [
    pyTorch(values, "PyTorch, reference", "0"),
    pyTorch(values, "the same, one rounding apart", ONE_ROUNDING),
    preset(values, "reference"),
    preset(values, "cpu"),
  ]);
}

if (import.meta.main) await runCommand(() => bench(Deno.args));
