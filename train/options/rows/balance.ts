import { AUGMENTATIONS } from "../../model/augmentation.ts";
import { IMAGES, type RowTable } from "../row.ts";

/** Options of training that keep the two networks in balance. */
export const BALANCE_ROWS = {
  "real-label": {
    type: "number",
    min: 0.5,
    max: 1,
    presets: {
      gpu: 0.9, // keeps the discriminator from growing too sure
      cpu: 0.9, // the same
      reference: 1, // plain binary cross-entropy
      paper: 1, // the same
    },
    before: 1, // not smoothed
    group: "Balance",
    placeholder: "X",
    help: "Label of real pictures; below 1 it is smoothed",
  },
  augment: {
    type: "choices",
    choices: AUGMENTATIONS,
    presets: {
      gpu: ["translation"], // a quarter of the KID without it
      cpu: ["translation"], // the same
      reference: [], // came later
      paper: [], // the same
    },
    before: [], // the discriminator saw the pictures themselves
    group: "Balance",
    placeholder: "LIST",
    help: "Augmentations",
  },
  "augment-probability": {
    type: "number",
    min: 0,
    max: 1,
    default: 1,
    before: 1, // without augmentations it has no effect
    group: "Balance",
    placeholder: "P",
    help: "Chance of each for a picture",
  },
  "ada-target": {
    type: "number",
    min: 0,
    max: 1,
    default: 0,
    before: 0, // the probability was fixed
    group: "Balance",
    placeholder: "X",
    help: "Mean sign of the logits of reals to adapt it to, like 0.6; 0: fixed",
  },
  "ada-images": {
    ...IMAGES,
    min: 1,
    default: 500_000, // as in ADA's paper
    before: 500_000, // without a target it has no effect
    group: "Balance",
    placeholder: "N",
    help: "Images in which it can go from 0 to 1",
  },
  "instance-noise": {
    type: "number",
    min: 0,
    max: 2,
    default: 0,
    before: 0, // no noise
    group: "Balance",
    placeholder: "SD",
    help: "Noise on all that the discriminator sees, at the start",
  },
  "instance-noise-images": {
    ...IMAGES,
    min: 1,
    default: 100_000,
    before: 100_000, // without noise it has no effect
    group: "Balance",
    placeholder: "N",
    help: "Images until it is 0",
  },
} as const satisfies RowTable;
