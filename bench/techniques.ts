/**
 * What each technique of training does to the scores:
 * `deno run -A bench/techniques.ts`.
 *
 * The `cpu` preset is trained with a constant rate, as it is and with one
 * setting changed at a time, several seeds each; all are scored by the same
 * code. `--only TEXT` picks some, to share them out among processors.
 *
 * @module
 */

import type { Command, OptionTable } from "../core/command_line/command.ts";
import { parseCommandLine } from "../core/command_line/parse.ts";
import { runCommand } from "../core/command_line/run_command.ts";
import { UserError } from "../core/user_error.ts";
import { compareScores, type TrainedPeer } from "./compare_scores.ts";
import {
  trainHere,
  trainingArgs,
  type Work,
  WORK_OPTIONS,
} from "./own_runs.ts";

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
    only: {
      type: "string",
      placeholder: "TEXT",
      group: "Work",
      help: "Only settings that contain this text",
    },
  },
} as const satisfies Command<OptionTable>;

/** The preset in runs that are too short to let its rate fall. */
const BASE = ["--preset", "cpu", "--schedule", "constant"];

/** Options that are added to it. */
const SETTINGS = [
  "",
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
] as const;

function nameOf(settings: string): string {
  return settings || "preset cpu, constant rate";
}

function peer(work: Work, settings: string): TrainedPeer {
  const options = settings === "" ? [] : settings.split(" ");
  return {
    name: nameOf(settings),
    train: (seed, folder) =>
      trainHere(
        trainingArgs(work, seed, [...BASE, ...options]),
        `${folder}/runs`,
      ),
  };
}

async function bench(args: readonly string[]): Promise<void> {
  const { help, values } = parseCommandLine(COMMAND, args);
  if (help !== undefined) return console.log(help);
  const { only = "" } = values;
  const chosen = SETTINGS.filter((settings) => nameOf(settings).includes(only));
  if (chosen.length === 0) {
    throw new UserError(`--only ${only}: no setting contains this`);
  }
  await compareScores(values, chosen.map((settings) => peer(values, settings)));
}

if (import.meta.main) await runCommand(() => bench(Deno.args));
