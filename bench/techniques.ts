/**
 * What each technique of training does to the scores:
 * `deno run -A bench/techniques.ts`.
 *
 * The `cpu` preset is trained as it is, but for its schedule and without the
 * penalty that it chooses for few pictures, and with one setting changed at a
 * time, several seeds each; all are scored by the same code. First it prints
 * what a step costs, and `--equal time` gives each as many images as it can show
 * in the processor time that the preset as it is takes.
 * `--only` picks some, to share them out among processors; `--keep` lets an
 * interrupted bench go on.
 *
 * @module
 */

import type { Command, OptionTable } from "../core/command_line/command.ts";
import { parseCommandLine } from "../core/command_line/parse.ts";
import { runCommand } from "../core/command_line/run_command.ts";
import { UserError } from "../core/user_error.ts";
import { TRAIN_TABLE } from "../train/options/table.ts";
import {
  parseTrainOptions,
  resolveTrainOptions,
} from "../train/options/train_options.ts";
import { compareScores, type TrainedPeer } from "./compare_scores.ts";
import { imageCosts } from "./image_costs.ts";
import { trainHere, trainingArgs, WORK_OPTIONS } from "./own_runs.ts";
import { table } from "./table.ts";

const COMMAND = {
  name: "deno run -A bench/techniques.ts",
  summary:
    "Trains the preset cpu as it is and with one setting changed at a time, and prints the scores of each.",
  usage: ["[options]"],
  options: {
    ...WORK_OPTIONS,
    // Smaller pictures and fewer images leave all settings far from the reals.
    "demo-size": { ...WORK_OPTIONS["demo-size"], default: 10_000 },
    size: { ...WORK_OPTIONS.size, default: 64 },
    epochs: { ...WORK_OPTIONS.epochs, default: 3 },
    schedule: {
      type: "choice",
      choices: TRAIN_TABLE.schedule.choices,
      // Few epochs are too short to let the rate fall.
      default: "constant",
      group: "Work",
      placeholder: "NAME",
      help: "How the learning rate falls",
    },
    equal: {
      type: "choice",
      choices: ["images", "time"],
      default: "images",
      group: "Work",
      placeholder: "WHAT",
      help: "What all settings have the same of; time: with --images",
    },
    only: {
      type: "string",
      placeholder: "PATTERN",
      group: "Work",
      help: "Only settings that match this regular expression",
    },
    keep: {
      type: "string",
      defaultText: "none",
      placeholder: "DIR",
      group: "Work",
      help: "Keep runs and scores there, and what is there is not done again",
    },
  },
} as const satisfies Command<OptionTable>;

type Values = ReturnType<typeof parseCommandLine<typeof COMMAND.options>>[
  "values"
];

/** What the preset without further options is called. */
const AS_IT_IS = "preset cpu";

/** Options that are added to it. */
const SETTINGS = [
  AS_IT_IS,
  "--augment none",
  "--augment color,translation",
  "--augment color,translation,cutout",
  "--ada-target 0.6 --ada-images 10000",
  "--ema 0",
  "--mirror",
  "--instance-noise 0.1 --instance-noise-images 20000",
  "--weight-decay 1e-4",
  "--real-label 1",
  "--lr-d 1e-3",
  "--batch 16",
  "--loss relativistic",
  "--lecam 0.1",
  "--loss relativistic --lecam 0.1",
  "--r1 1",
  "--loss relativistic --r1 1 --r2 1",
] as const;

/** The command line of a training. */
function argsOf(values: Values, settings: string, seed: number): string[] {
  const changes = settings === AS_IT_IS ? [] : settings.split(" ");
  const base = ["--preset", "cpu", "--schedule", values.schedule];
  // A small set would have it in every row.
  if (!changes.includes("--r1")) base.push("--r1", "0");
  return trainingArgs(values, seed, [...base, ...changes]);
}

/** Prints what an image costs with each; returns it relative to the preset's. */
async function printCosts(
  values: Values,
  chosen: readonly string[],
): Promise<number[]> {
  const options = [AS_IT_IS, ...chosen].map((settings) =>
    resolveTrainOptions(parseTrainOptions(argsOf(values, settings, 0)), {
      gpu: false,
    })
  );
  const [asItIs = NaN, ...costs] = await imageCosts(options);
  const ratios = costs.map((cost) => cost / asItIs);
  const rows = chosen.map((settings, index) => [
    settings,
    (costs[index] as number).toFixed(2),
    `${(ratios[index] as number).toFixed(2)}x`,
  ]);
  console.log(`${table([["processor time", "ms/image", ""], ...rows])}\n`);
  return ratios;
}

/** The work of a setting whose images cost so much of the preset's. */
function workOf(values: Values, cost: number): Values {
  const { equal, images } = values;
  return equal === "images" || images === undefined
    ? values
    : { ...values, images: Math.round(images / cost) };
}

async function bench(args: readonly string[]): Promise<void> {
  const { help, values } = parseCommandLine(COMMAND, args);
  if (help !== undefined) return console.log(help);
  const { only = "", equal, images, keep } = values;
  if (equal === "time" && images === undefined) {
    throw new UserError("--equal time needs --images, those of the preset", 2);
  }
  const pattern = new RegExp(only);
  const chosen = SETTINGS.filter((settings) => pattern.test(settings));
  if (chosen.length === 0) {
    throw new UserError(`--only ${only}: no setting matches this`, 2);
  }
  const costs = await printCosts(values, chosen);
  const peers = chosen.map((settings, index): TrainedPeer => {
    const work = workOf(values, costs[index] as number);
    return {
      name: settings,
      train: (seed, folder) =>
        trainHere(argsOf(work, settings, seed), `${folder}/runs`),
    };
  });
  await compareScores(values, peers, keep);
}

if (import.meta.main) await runCommand(() => bench(Deno.args));
