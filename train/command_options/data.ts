import type { OptionTable } from "../../core/command_line/command.ts";

/**
 * Options of training that say on what.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { DATA_OPTIONS } from "edge-dcgan/train/command_options/data.ts";
 *
 * assertEquals(DATA_OPTIONS.fit.default, "stretch");
 * ```
 */
export const DATA_OPTIONS = {
  data: {
    type: "string",
    default: "demo:toon-head",
    group: "Data",
    placeholder: "WHAT",
    help: "Folder of pictures, demo:NAME or idx:FILE",
  },
  "demo-size": {
    type: "integer",
    min: 1,
    max: 1_000_000,
    default: 10_000,
    group: "Data",
    placeholder: "N",
    help: "Pictures of a demo set",
  },
  labels: {
    type: "string",
    defaultText: "none",
    group: "Data",
    placeholder: "FILE",
    help: "IDX file with the labels of idx:FILE",
  },
  classes: {
    type: "integers",
    min: 0,
    max: 255,
    maxCount: 256,
    defaultText: "all",
    group: "Data",
    placeholder: "LIST",
    help: "Labels whose pictures are taken, for instance 1,4-6",
  },
  credit: {
    type: "string",
    defaultText: "that of a demo set",
    group: "Data",
    placeholder: "TEXT",
    help: "Whom to credit for the pictures, on the card and on the page",
  },
  licence: {
    type: "string",
    defaultText: "that of a demo set",
    group: "Data",
    placeholder: "TEXT",
    help: "Licence of the pictures",
  },
  fit: {
    type: "choice",
    choices: ["stretch", "crop"],
    default: "stretch",
    group: "Data",
    placeholder: "HOW",
    help: "How pictures of other proportions are fitted",
  },
  background: {
    type: "string",
    pattern: /^[0-9a-f]{6}$/i,
    patternMeaning: "six hexadecimal digits",
    default: "ffffff",
    group: "Data",
    placeholder: "RRGGBB",
    help: "Colour behind transparent pictures",
  },
  size: {
    type: "size",
    min: 16,
    max: 1024,
    multipleOf: 16,
    default: { height: 64, width: 64 },
    group: "Data",
    placeholder: "HxW",
    help: "Height and width to train at",
  },
  holdout: {
    type: "integer",
    min: 0,
    max: 1_000_000,
    defaultText: "by preset",
    group: "Data",
    placeholder: "N",
    help:
      "Pictures kept out of training to score with; at most a tenth of them",
  },
  cache: {
    type: "string",
    default: ".cache/data",
    group: "Data",
    placeholder: "DIR",
    help: "Where prepared pictures are kept for the next start",
  },
  mirror: {
    type: "flag",
    group: "Data",
    help: "Show every picture mirrored left to right half of the time",
  },
} as const satisfies OptionTable;
