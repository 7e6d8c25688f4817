import type { RowTable } from "../row.ts";

/** Options of training that say on what. */
export const DATA_ROWS = {
  data: {
    type: "string",
    default: "demo:toon-head",
    usual: true,
    resumable: true, // pictures move; their fingerprint says whether they changed
    group: "Data",
    placeholder: "WHAT",
    help: "Folder of pictures, demo:NAME or idx:FILE",
  },
  "demo-size": {
    type: "count",
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
    usual: true,
    resumable: true, // they move with the pictures
    group: "Data",
    placeholder: "FROM",
    help: "folders, or an IDX file, whose classes the networks learn",
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
  "class-names": {
    type: "string",
    defaultText: "their numbers",
    before: null, // classes of an IDX file were called by their numbers
    group: "Data",
    placeholder: "LIST",
    help: "Names of the classes of an IDX file in their order: shoe,bag",
  },
  credit: {
    type: "string",
    defaultText: "that of a demo set",
    before: null, // what the source says
    group: "Data",
    placeholder: "TEXT",
    help: "Whom to credit for the pictures, on the card and on the page",
  },
  licence: {
    type: "string",
    defaultText: "that of a demo set",
    before: null, // what the source says
    group: "Data",
    placeholder: "TEXT",
    help: "Licence of the pictures",
  },
  fit: {
    type: "choice",
    choices: ["stretch", "crop"],
    default: "stretch",
    usual: true,
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
    usual: true,
    group: "Data",
    placeholder: "HxW",
    help: "Height and width to train at",
  },
  holdout: {
    type: "count",
    min: 0,
    max: 1_000_000,
    presets: {
      gpu: 1000, // a tenth of the demo set, enough to tell copies from luck
      cpu: 1000, // the same
      reference: 0, // the recipe trains on all pictures
      paper: 0, // so does the paper
    },
    before: 0, // all pictures were trained on
    group: "Data",
    placeholder: "N",
    help: "Pictures kept for scores only; at most a tenth",
  },
  cache: {
    type: "string",
    default: ".cache/data",
    resumable: true, // what it holds is made anew where it is missing
    group: "Data",
    placeholder: "DIR",
    help: "Where prepared pictures are kept for the next start",
  },
  mirror: {
    type: "flag",
    before: false, // pictures were shown as they are
    usual: true,
    group: "Data",
    help: "Show every picture mirrored left to right half of the time",
  },
} as const satisfies RowTable;
