/**
 * `deno task freeze`: from a run's checkpoint to a generator that can be
 * served.
 *
 * @module
 */

import type { Command, OptionTable } from "../../core/command_line/command.ts";
import type { GeneratorCard } from "../../core/generator/generator_card.ts";
import { parseCommandLine } from "../../core/command_line/parse.ts";
import { runCommand } from "../../core/command_line/run_command.ts";
import { runFolder } from "../record/run_folder.ts";
import { freezeRun } from "../freeze/freeze_run.ts";
import { heldGenerator } from "../freeze/held_generator.ts";
import { PRECISION_OPTION } from "../freeze/precision_option.ts";

const COMMAND = {
  name: "deno task freeze",
  summary:
    "Freezes the generator of a run, the one with the best KID if the run is scored: writes generator.onnx and its card, generator.json.",
  usage: ["RUN [options]"],
  examples: [
    ["runs/00001-photos-d32", "freeze the best generator of a run"],
    ["runs/00001-photos-d32 --last --out weights", "the last one, elsewhere"],
  ],
  positionals: { placeholder: "RUN", help: "Folder of a run", min: 1, max: 1 },
  options: {
    last: {
      type: "flag",
      group: "Input",
      help: "Take the last checkpoint even if KID was better before",
    },
    out: {
      type: "string",
      defaultText: "the run's folder",
      group: "Output",
      placeholder: "DIR",
      help: "Folder to write to, for instance weights",
    },
    precision: PRECISION_OPTION,
  },
} as const satisfies Command<OptionTable>;

/** Which weights were taken, in words. */
function describeWeights(
  { imagesSeen, weights, moment, scores }: GeneratorCard["training"],
): string {
  const kid = scores?.["kid"];
  return [
    weights === "ema" ? "moving average of the weights" : "weights as they are",
    `after ${imagesSeen} images`,
    ...moment === "best" && kid !== undefined ? [`the best KID, ${kid}`] : [],
  ].join(", ");
}

/**
 * Runs the command.
 *
 * @param args Its arguments.
 * @throws {UserError} If an option is wrong, or the run cannot be frozen.
 */
export async function freeze(args: readonly string[]): Promise<void> {
  const { help, values, positionals } = parseCommandLine(COMMAND, args);
  if (help !== undefined) return console.log(help);
  const folder = runFolder(positionals[0] as string);
  const out = values.out ?? folder.path;
  const held = values.out === undefined ? undefined : await heldGenerator(out);
  const { training, model } = await freezeRun(folder, out, {
    moment: values.last ? "last" : "best",
    precision: values.precision,
  });
  if (held !== undefined) {
    console.log(`replaced: ${held}, the generator that was in ${out}`);
  }
  console.log(
    `${out}/${model.file}: ${model.bytes} bytes, ${values.precision}, ${
      describeWeights(training)
    }`,
  );
}

if (import.meta.main) await runCommand(() => freeze(Deno.args));
