/**
 * `deno task report`: from a run's folder to a page about it.
 *
 * @module
 */

import type { Command, OptionTable } from "../../core/command_line/command.ts";
import { parseCommandLine } from "../../core/command_line/parse.ts";
import { runCommand } from "../../core/command_line/run_command.ts";
import { runFolder } from "../record/run_folder.ts";
import { writeReport } from "../insight/report/write_report.ts";

const COMMAND = {
  name: "deno task report",
  summary:
    "Writes report.html about a run as it is now, with progress.gif, curves.svg and curves.png. Training does so at its end.",
  usage: ["RUN"],
  positionals: { placeholder: "RUN", help: "Folder of a run", min: 1, max: 1 },
  options: {},
} as const satisfies Command<OptionTable>;

/**
 * Runs the command.
 *
 * @param args Its arguments.
 * @throws {UserError} If an argument is wrong, or the folder is that of no run.
 */
export async function report(args: readonly string[]): Promise<void> {
  const { help, positionals } = parseCommandLine(COMMAND, args);
  if (help !== undefined) return console.log(help);
  const { path } = await writeReport(runFolder(positionals[0] as string));
  console.log(path);
}

if (import.meta.main) await runCommand(() => report(Deno.args));
