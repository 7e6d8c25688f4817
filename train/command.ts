import type { Command, OptionTable } from "../core/command_line/command.ts";
import { BALANCE_OPTIONS } from "./command_options/balance.ts";
import { DATA_OPTIONS } from "./command_options/data.ts";
import { OUTPUT_OPTIONS } from "./command_options/output.ts";
import { TRAINING_OPTIONS } from "./command_options/training.ts";

/**
 * The command line of training: every option with its range, default and
 * meaning. What presets decide has no default here.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { TRAIN_COMMAND } from "edge-dcgan/train/command.ts";
 *
 * assertEquals(TRAIN_COMMAND.options.batch.max, 4096);
 * ```
 */
export const TRAIN_COMMAND = {
  name: "deno task train",
  summary:
    "Trains a DCGAN on pictures and writes a run folder with its options, log, sample grids and checkpoints.",
  usage: ["[options]", "--resume RUN [--images N]"],
  options: {
    ...DATA_OPTIONS,
    ...TRAINING_OPTIONS,
    ...BALANCE_OPTIONS,
    ...OUTPUT_OPTIONS,
  },
} as const satisfies Command<OptionTable>;
