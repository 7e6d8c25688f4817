/**
 * Training on a GPU: `deno task bench gpu`.
 *
 * Images per second on Deno's WebGPU, on Dawn and in PyTorch; the parts of a
 * step; where its time goes; and what a thousand steps do to the GPU's memory.
 * Each measurement has a process of its own, one after the other. Peers that are
 * missing are named and left out, as is what there is no time for: what says
 * most comes first.
 *
 * @module
 */

import type { Command, OptionTable } from "../core/command_line/command.ts";
import { parseCommandLine } from "../core/command_line/parse.ts";
import { runCommand } from "../core/command_line/run_command.ts";
import { UserError } from "../core/user_error.ts";
import { adapterName, requestAdapter } from "../train/engine/webgpu.ts";
import { gpuSpeeds } from "./gpu_speeds.ts";
import { gpuStep } from "./gpu_step.ts";
import { TimeBudget } from "./time_budget.ts";
import { SIZE, WIDTHS } from "./options.ts";

const COMMAND = {
  name: "deno task bench gpu",
  summary:
    "Prints how fast a GPU trains here and in PyTorch, and where the time of a step goes.",
  usage: ["[options]"],
  options: {
    d: {
      ...WIDTHS,
      default: [64, 128],
      group: "Work",
      help: "Base widths of the networks",
    },
    batch: {
      type: "integers",
      min: 2,
      max: 4096,
      maxCount: 10,
      default: [64, 256],
      group: "Work",
      placeholder: "LIST",
      help: "Pictures in a batch",
    },
    size: SIZE,
    seconds: {
      type: "number",
      min: 0,
      max: 600,
      default: 2,
      group: "Work",
      placeholder: "N",
      help: "How long each speed is measured",
    },
    "long-run": {
      type: "integer",
      min: 1,
      max: 1_000_000,
      default: 1000,
      group: "Work",
      placeholder: "STEPS",
      help: "Steps between whose first and last memory is compared",
    },
    minutes: {
      type: "number",
      min: 0.1,
      max: 600,
      default: 5.5,
      group: "Work",
      placeholder: "N",
      help: "What does not fit into them is left out",
    },
    python: {
      type: "string",
      default: "python3",
      group: "Work",
      placeholder: "COMMAND",
      help: "Python with PyTorch",
    },
    "allow-software": {
      type: "flag",
      group: "Work",
      help: "Measure software that passes for a GPU, to try this out",
    },
  },
} as const satisfies Command<OptionTable>;

/** Names the GPU, or refuses to measure. */
async function gpuName(allowSoftware: boolean): Promise<string> {
  const adapter = await requestAdapter();
  if (adapter === null) throw new UserError("Deno finds no GPU adapter");
  const name = adapterName(adapter);
  if (adapter.info.isFallbackAdapter && !allowSoftware) {
    throw new UserError(
      `Deno finds no GPU but ${name}, which is software: --allow-software measures it`,
    );
  }
  return name;
}

/**
 * Measures and prints.
 *
 * @param args The command line.
 * @throws {UserError} If the command line is wrong, or there is no GPU.
 */
export async function benchGpu(args: readonly string[]): Promise<void> {
  const { help, values } = parseCommandLine(COMMAND, args);
  if (help !== undefined) return console.log(help);
  console.log(
    `${await gpuName(values.allowSoftware)}, Deno ${Deno.version.deno}`,
  );
  const budget = new TimeBudget(60 * values.minutes);
  const work = values.d.flatMap((d) =>
    values.batch.map((batch) => ({ d, batch }))
  );
  const [first = { d: 64, batch: 64 }] = work;
  await gpuSpeeds(work, values, budget, async () => {
    await gpuStep(first, values, budget);
  });
}

if (import.meta.main) await runCommand(() => benchGpu(Deno.args));
