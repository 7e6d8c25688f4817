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
import { CARD_FILE } from "../../core/generator/generator_folder.ts";
import { UserError } from "../../core/user_error.ts";
import { runFolder } from "../record/run_folder.ts";
import { addDirections } from "../freeze/add_directions.ts";
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
    [
      "weights --directions",
      "add directions to a generator of an older version",
    ],
  ],
  notes: [
    "The card also has directions to edit pictures along. For a generator that was frozen before there were any, --directions adds them.",
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
    directions: {
      type: "flag",
      group: "Output",
      help: "Freeze nothing: add directions to the card that lies in RUN",
    },
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

async function addOnlyDirections(folder: string): Promise<void> {
  const { name, directions = [] } = await addDirections(folder);
  const strengths = directions.map(({ strength }) => strength).join(", ");
  console.log(
    `${folder}/${CARD_FILE}: ${name} has ${directions.length} directions, of the strengths ${strengths}`,
  );
}

/**
 * Runs the command.
 *
 * @param args Its arguments.
 * @throws {UserError} If an option is wrong, or the run cannot be frozen.
 */
export async function freeze(args: readonly string[]): Promise<void> {
  const { help, values, given, positionals } = parseCommandLine(COMMAND, args);
  if (help !== undefined) return console.log(help);
  if (values.directions) {
    if (given.size > 1) {
      throw new UserError("--directions goes with no other option", 2);
    }
    return await addOnlyDirections(positionals[0] as string);
  }
  const folder = runFolder(positionals[0] as string);
  const out = values.out ?? folder.path;
  const held = values.out === undefined ? undefined : await heldGenerator(out);
  const { training, model } = await freezeRun(folder, out, {
    ...values.last && { moment: "last" },
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
