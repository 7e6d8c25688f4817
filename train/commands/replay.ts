/**
 * `deno task replay`: proof against PyTorch.
 *
 * @module
 */

import type { Command, OptionTable } from "../../core/command_line/command.ts";
import { parseCommandLine } from "../../core/command_line/parse.ts";
import { runCommand } from "../../core/command_line/run_command.ts";
import { TRAIN_TABLE } from "../options/table.ts";
import type { Device } from "../engine/engine.ts";
import { chooseDevice, openEngine } from "../engine/open_engine.ts";
import { compilePrograms } from "../step/programs.ts";
import {
  type Differences,
  isWithinTolerances,
  replay,
  TOLERANCES,
} from "../replay/replay.ts";
import { readTrajectory } from "../replay/trajectory.ts";

const COMMAND = {
  name: "deno task replay",
  summary:
    "Trains along trajectories recorded with PyTorch and prints the largest absolute differences; exits with 1 if one is past its tolerance.",
  usage: ["FILE… [options]"],
  positionals: {
    placeholder: "FILE",
    help: "Trajectory: a safetensors file",
    min: 1,
    max: 1000,
  },
  options: {
    device: TRAIN_TABLE.device,
    json: {
      type: "flag",
      group: "Output",
      help: "Print one JSON object a line for each file",
    },
  },
} as const satisfies Command<OptionTable>;

/** One replayed file. */
interface Row extends Differences {
  file: string;
  device: Device;
}

/** Column headings by what they show. */
const COLUMNS = {
  losses: "losses",
  parameters: "parameters",
  zeroGradientBiases: "0-grad biases",
  runningStatistics: "running stats",
  moments: "moments",
  images: "images",
} as const satisfies Record<keyof Differences, string>;

function formatTable(rows: readonly Row[]): string {
  const names = Object.keys(COLUMNS) as (keyof Differences)[];
  const lines = [
    ["file", "device", ...Object.values(COLUMNS), ""],
    ...rows.map((row) => [
      row.file,
      row.device,
      ...names.map((name) => row[name].toExponential(1)),
      isWithinTolerances(row) ? "ok" : "DIFFERENT",
    ]),
    [
      "tolerance",
      "",
      ...names.map((name) =>
        name in TOLERANCES
          ? TOLERANCES[name as keyof typeof TOLERANCES].toExponential(1)
          : "-"
      ),
      "",
    ],
  ];
  const widths = (lines[0] as string[]).map((_, column) =>
    Math.max(...lines.map((line) => (line[column] as string).length))
  );
  return lines.map((line) =>
    line.map((cell, column) =>
      column < 2
        ? cell.padEnd(widths[column] as number)
        : cell.padStart(widths[column] as number)
    ).join("  ").trimEnd()
  ).join("\n");
}

/**
 * Runs the command.
 *
 * @param args Its arguments.
 * @returns The exit code: 1 if a difference is past its tolerance.
 * @throws {UserError} If an option or a file is wrong.
 */
export async function replayCommand(args: readonly string[]): Promise<number> {
  const { help, values, positionals } = parseCommandLine(COMMAND, args);
  if (help !== undefined) {
    console.log(help);
    return 0;
  }
  const jobs = [];
  for (const file of positionals) {
    const trajectory = await readTrajectory(file);
    const programs = compilePrograms(trajectory.options);
    jobs.push({ file, trajectory, programs });
  }
  const { device, reason, warning } = await chooseDevice(values.device);
  if (warning !== undefined) console.error(`warning: ${warning}`);
  const engine = await openEngine(
    device,
    jobs.flatMap(({ programs }) => Object.values(programs)),
  );
  if (!values.json) {
    console.log(`device: ${engine.description} (${reason})`);
  }
  const rows: Row[] = [];
  for (const { file, trajectory, programs } of jobs) {
    const row = {
      file,
      device,
      ...await replay(file, trajectory, engine, programs),
    };
    rows.push(row);
    if (values.json) console.log(JSON.stringify(row));
  }
  await engine.release();
  if (!values.json) console.log(formatTable(rows));
  return rows.every(isWithinTolerances) ? 0 : 1;
}

if (import.meta.main) await runCommand(() => replayCommand(Deno.args));
