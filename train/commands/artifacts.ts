/**
 * `deno task artifacts`: the training artifacts as ONNX files, for a look into
 * them, or for another engine.
 *
 * @module
 */

import { writeAtomically } from "../../core/atomic_file.ts";
import type { Command, OptionTable } from "../../core/command_line/command.ts";
import { parseCommandLine } from "../../core/command_line/parse.ts";
import { runCommand } from "../../core/command_line/run_command.ts";
import { writeError } from "../../core/write_error.ts";
import { OPSET } from "../graph/onnx_model.ts";
import type { Program } from "../graph/program.ts";
import { TRAIN_TABLE } from "../options/table.ts";
import { compilePrograms } from "../step/programs.ts";

const { d, size, batch, optimizer, beta1, beta2, ema } = TRAIN_TABLE;
const { loss, lecam, r1, r2, "r1-every": r1Every } = TRAIN_TABLE;

const COMMAND = {
  name: "deno task artifacts",
  summary:
    "Writes the discriminator step (with gradient penalties, that of the steps that have them too), the generator step and the sampler as ONNX models of standard operators, and artifacts.json, which describes their inputs and outputs.",
  usage: ["[options]"],
  options: {
    d: { ...d, default: d.presets.reference },
    size,
    batch: { ...batch, default: batch.presets.reference },
    optimizer,
    beta1,
    beta2,
    ema: { ...ema, default: ema.presets.reference },
    loss,
    lecam,
    r1,
    r2,
    "r1-every": r1Every,
    out: {
      type: "string",
      default: "artifacts",
      group: "Output",
      placeholder: "DIR",
      help: "Folder to write to",
    },
  },
} as const satisfies Command<OptionTable>;

/** What a host must know to run a program. */
function describe({ name, feeds, state, updates, fetches }: Program) {
  return { file: `${name}.onnx`, opset: OPSET, feeds, state, updates, fetches };
}

/**
 * Runs the command.
 *
 * @param args Its arguments.
 * @throws {UserError} If an option is wrong or the folder cannot be written.
 */
export async function artifacts(args: readonly string[]): Promise<void> {
  const { help, values } = parseCommandLine(COMMAND, args);
  if (help !== undefined) return console.log(help);
  const programs = Object.values(
    compilePrograms({ ...values, ...values.size, seed: 0 }),
  );
  try {
    await Deno.mkdir(values.out, { recursive: true });
    for (const { name, model } of programs) {
      await writeAtomically(`${values.out}/${name}.onnx`, model);
      console.log(`${values.out}/${name}.onnx  ${model.length} bytes`);
    }
    await writeAtomically(
      `${values.out}/artifacts.json`,
      `${JSON.stringify(programs.map(describe), null, 2)}\n`,
    );
  } catch (error) {
    throw writeError(values.out, error);
  }
}

if (import.meta.main) await runCommand(() => artifacts(Deno.args));
