/**
 * Where the time of a training step goes: `deno task bench profile`.
 *
 * onnxruntime times its own operators, those of a GPU by the GPU's clock where
 * it can. On the processor times are by the clock, with all threads.
 *
 * @module
 */

import type { Command, OptionTable } from "../core/command_line/command.ts";
import { parseCommandLine } from "../core/command_line/parse.ts";
import { runCommand } from "../core/command_line/run_command.ts";
import {
  operatorTable,
  type OperatorTime,
  operatorTimes,
  profilesIn,
} from "./operator_times.ts";
import { BATCH, SIZE } from "./options.ts";
import { DENO, runPeer } from "./run_peer.ts";

const COMMAND = {
  name: "deno task bench profile",
  summary: "Prints where the time of a training step goes, by operator.",
  usage: ["[options]"],
  options: {
    device: {
      type: "choice",
      choices: ["cpu", "wasm", "webgpu", "dawn"],
      default: "cpu",
      group: "Work",
      placeholder: "NAME",
      help: "Where",
    },
    d: {
      type: "integer",
      min: 1,
      max: 512,
      default: 32,
      group: "Work",
      placeholder: "N",
      help: "Base width of the networks",
    },
    batch: BATCH,
    size: SIZE,
    steps: {
      type: "integer",
      min: 1,
      max: 1000,
      default: 3,
      group: "Work",
      placeholder: "N",
      help: "Steps after the first, which does not count",
    },
    threads: {
      type: "integer",
      min: 1,
      max: 256,
      defaultText: "all cores",
      group: "Work",
      placeholder: "N",
      help: "Threads on the processor",
    },
  },
} as const satisfies Command<OptionTable>;

/** Seconds that a profile may take. */
const LIMIT = 3600;

/**
 * Profiles a step of training in a process of its own.
 *
 * @param work What is trained, and how many steps.
 * @param limit Seconds that it may take.
 * @returns Times by operator.
 * @throws {UserError} If the device cannot be opened.
 */
export async function profileStep(
  work: Readonly<Record<string, unknown>>,
  limit = LIMIT,
): Promise<OperatorTime[]> {
  const program = `${import.meta.dirname}/peers/profile_here.ts`;
  const command = [...DENO, program, JSON.stringify(work)];
  return operatorTimes(profilesIn(await runPeer(command, limit)));
}

/**
 * Measures and prints.
 *
 * @param args The command line.
 * @throws {UserError} If the command line is wrong, or the device cannot be
 * opened.
 */
export async function benchProfile(args: readonly string[]): Promise<void> {
  const { help, values } = parseCommandLine(COMMAND, args);
  if (help !== undefined) return console.log(help);
  const { device, d, batch, size, steps } = values;
  const times = await profileStep(values);
  console.log(
    `${device}, d ${d}, batch ${batch}, ${size} × ${size} pixels, mean of ${steps} ${
      steps === 1 ? "step" : "steps"
    }\n\n${operatorTable(times)}`,
  );
}

if (import.meta.main) await runCommand(() => benchProfile(Deno.args));
