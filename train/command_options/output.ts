import type { OptionTable } from "../../core/command_line/command.ts";
import { IMAGES } from "./images.ts";

/**
 * Options of training that say what is written, where and when.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { OUTPUT_OPTIONS } from "edge-dcgan/train/command_options/output.ts";
 *
 * assertEquals(OUTPUT_OPTIONS.runs.default, "runs");
 * ```
 */
export const OUTPUT_OPTIONS = {
  runs: {
    type: "string",
    default: "runs",
    group: "Output",
    placeholder: "DIR",
    help: "Where run folders are made",
  },
  name: {
    type: "string",
    pattern: /^[\p{L}\p{N}_-][\p{L}\p{N}._-]{0,63}$/u,
    patternMeaning: "up to 64 letters, digits, dots, hyphens or underscores",
    defaultText: "none",
    group: "Output",
    placeholder: "TEXT",
    help: "Added to the name of the run folder",
  },
  "log-every": {
    type: "integer",
    min: 1,
    max: 1000,
    default: 10,
    group: "Output",
    placeholder: "STEPS",
    help: "How often losses are read from a GPU, which waits for that",
  },
  "grid-every": {
    ...IMAGES,
    default: 10_000,
    group: "Output",
    placeholder: "IMAGES",
    help: "How often samples are drawn; 0: only at the end",
  },
  "save-every": {
    ...IMAGES,
    default: 10_000,
    group: "Output",
    placeholder: "IMAGES",
    help: "How often a checkpoint is written; 0: only at the end",
  },
  "score-every": {
    ...IMAGES,
    defaultText: "by preset",
    group: "Output",
    placeholder: "IMAGES",
    help: "How often samples are scored; 0: never, so there is no best",
  },
  "stop-after": {
    ...IMAGES,
    default: 0,
    group: "Output",
    placeholder: "IMAGES",
    help: "End when KID has not improved for so many images; 0: never",
  },
  resume: {
    type: "string",
    defaultText: "none",
    group: "Output",
    placeholder: "RUN",
    help:
      "Run folder to go on with, under its own options; only --epochs, --device, --threads, --log-every, --grid-every, --save-every, --score-every and --stop-after may change",
  },
  "dry-run": {
    type: "flag",
    group: "Output",
    help: "Try a few steps on made-up pictures and write nothing",
  },
} as const satisfies OptionTable;
