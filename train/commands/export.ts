/**
 * `deno task export`: from a run to PyTorch and other programs.
 *
 * @module
 */

import type { Command, OptionTable } from "../../core/command_line/command.ts";
import { parseCommandLine } from "../../core/command_line/parse.ts";
import { runCommand } from "../../core/command_line/run_command.ts";
import { runFolder } from "../record/run_folder.ts";
import { EXPORT_FORMATS, exportRun } from "../exchange/export_run.ts";

const COMMAND = {
  name: "deno task export",
  summary:
    "Writes the networks of a run as they are in its last checkpoint: generator-ema (the moving average, if there is one), generator-last and discriminator.",
  usage: ["RUN [options]"],
  examples: [["runs/00001-photos-d32 --format onnx", "as ONNX models"]],
  positionals: { placeholder: "RUN", help: "Folder of a run", min: 1, max: 1 },
  options: {
    format: {
      type: "choice",
      choices: EXPORT_FORMATS,
      default: "pth",
      group: "Output",
      placeholder: "NAME",
      help:
        "State dicts for PyTorch's load_state_dict, or models in evaluation mode",
    },
    out: {
      type: "string",
      defaultText: "RUN/export",
      group: "Output",
      placeholder: "DIR",
      help: "Folder to write to",
    },
  },
} as const satisfies Command<OptionTable>;

/**
 * Runs the command.
 *
 * @param args Its arguments.
 * @throws {UserError} If an option is wrong, or the run cannot be exported.
 */
export async function exportCommand(args: readonly string[]): Promise<void> {
  const { help, values, positionals } = parseCommandLine(COMMAND, args);
  if (help !== undefined) return console.log(help);
  const folder = runFolder(positionals[0] as string);
  const out = values.out ?? `${folder.path}/export`;
  for (const path of await exportRun(folder, values.format, out)) {
    console.log(path);
  }
}

if (import.meta.main) await runCommand(() => exportCommand(Deno.args));
