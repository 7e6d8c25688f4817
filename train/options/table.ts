import type { OptionTable } from "../../core/command_line/command.ts";
import type { RowTable } from "./row.ts";
import { BALANCE_ROWS } from "./rows/balance.ts";
import { DATA_ROWS } from "./rows/data.ts";
import { OUTPUT_ROWS } from "./rows/output.ts";
import { TRAINING_ROWS } from "./rows/training.ts";

/** The table of the options that a run is determined by. */
export const TRAIN_TABLE = {
  ...DATA_ROWS,
  ...TRAINING_ROWS,
  ...BALANCE_ROWS,
  ...OUTPUT_ROWS,
} as const satisfies RowTable;

/** Long names of the options that a resumed run may change. */
export const RESUMABLE: readonly string[] = Object.entries<RowTable[string]>(
  TRAIN_TABLE,
).flatMap(([name, row]) => row.resumable ? [name] : []);

/** Long names of the options that go with `--resume`. */
export const WITH_RESUME: readonly string[] = [...RESUMABLE, "minutes"];

/** Options that say what to do, and are no part of a run. */
export const ACTIONS = {
  resume: {
    type: "string",
    defaultText: "none",
    usual: true,
    group: "Output",
    placeholder: "RUN",
    help: "Run folder to resume, under its own options",
  },
  minutes: {
    type: "number",
    min: 0,
    max: 100_000,
    minExcluded: true,
    defaultText: "as --images says",
    usual: true,
    group: "Training",
    placeholder: "N",
    help: "Plan as many images as fit into N minutes; with --resume, N more",
  },
  "dry-run": {
    type: "flag",
    usual: true,
    group: "Output",
    help: "Open the pictures, try two steps on made-up ones and write nothing",
  },
} as const satisfies OptionTable;
