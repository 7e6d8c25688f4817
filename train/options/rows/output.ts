import { IMAGES, type RowTable } from "../row.ts";

/** Options of training that say what is written, where and when. */
export const OUTPUT_ROWS = {
  runs: {
    type: "string",
    default: "runs",
    usual: true,
    group: "Output",
    placeholder: "DIR",
    help: "Where run folders are made",
  },
  name: {
    type: "string",
    pattern: /^[\p{L}\p{N}_-][\p{L}\p{N}._-]{0,63}$/u,
    patternMeaning: "up to 64 letters, digits, dots, hyphens or underscores",
    defaultText: "none",
    usual: true,
    group: "Output",
    placeholder: "TEXT",
    help: "Added to the name of the run folder",
  },
  "log-every": {
    type: "integer",
    min: 1,
    max: 1000,
    default: 10,
    before: 1, // every step waited for its losses
    resumable: true,
    group: "Output",
    placeholder: "STEPS",
    help: "How often losses are read from a GPU, which waits for that",
  },
  "grid-every": {
    ...IMAGES,
    default: 10_000,
    resumable: true,
    group: "Output",
    placeholder: "N",
    help: "Images between two sample grids; 0: one at the end",
  },
  "save-every": {
    ...IMAGES,
    default: 10_000,
    resumable: true,
    group: "Output",
    placeholder: "N",
    help: "Images between two checkpoints; 0: one at the end",
  },
  "score-every": {
    ...IMAGES,
    presets: {
      gpu: 50_000, // twenty times
      cpu: 20_000, // six times; each takes as long as some 250 images
      reference: 250_000, // twenty times
      paper: 50_000, // twenty times
    },
    before: 0, // there were no scores
    resumable: true,
    group: "Output",
    placeholder: "N",
    help: "Images between two scores; 0: none, the last is frozen",
  },
  "stop-after": {
    ...IMAGES,
    default: 0,
    before: 0, // nothing ended a run early
    resumable: true,
    group: "Output",
    placeholder: "N",
    help: "End when KID has not improved for so many images; 0: never",
  },
} as const satisfies RowTable;
