/**
 * The quality of pictures beside PyTorch: `deno run -A bench/quality.ts`.
 *
 * Generators are trained on the same pictures, with the same seeds and for as
 * many images, and scored by the same code:
 *
 * - the reference's networks and settings in PyTorch, from the same initial
 *   weights, with the same batches and the same noise as
 * - the `reference` preset here;
 * - PyTorch again, from weights that differ by about one rounding: how far such
 *   runs end from each other is how much a single run can tell;
 * - the `cpu` preset with all its techniques.
 *
 * Needs `python3` with `torch` and `numpy` (Debian: python3-torch).
 *
 * @module
 */

import type { Command, OptionTable } from "../core/command_line/command.ts";
import { parseCommandLine } from "../core/command_line/parse.ts";
import { runCommand } from "../core/command_line/run_command.ts";
import {
  parseTrainOptions,
  resolveTrainOptions,
} from "../train/options/train_options.ts";
import { compareScores, type TrainedPeer } from "./compare_scores.ts";
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

function pyTorch(values: Values, name: string, change: string): TrainedPeer {
  return {
    name,
    async train(seed, folder) {
      const args = trainingArgs(values, seed, ["--preset", "reference"]);
      const options = resolveTrainOptions(parseTrainOptions(args), {
        gpu: false,
      });
      await writePyTorchWork(options, values.threads, folder);
      const script = new URL("peers/quality_pytorch.py", import.meta.url);
      await runProgram(values.python, [script.pathname, folder, change]);
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

async function bench(args: readonly string[]): Promise<void> {
  const { help, values } = parseCommandLine(COMMAND, args);
  if (help !== undefined) return console.log(help);
  await compareScores(values, [
    pyTorch(values, "PyTorch, reference", "0"),
    pyTorch(values, "the same, one rounding apart", ONE_ROUNDING),
    preset(values, "reference"),
    preset(values, "cpu"),
  ]);
}

if (import.meta.main) await runCommand(() => bench(Deno.args));
