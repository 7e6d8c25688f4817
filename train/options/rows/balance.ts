import { AUGMENTATIONS } from "../../model/augmentation.ts";
import { LOSSES } from "../../model/objective.ts";
import { IMAGES, type RowTable } from "../row.ts";

/** The weight of a term of the discriminator's loss; 0 leaves it out. */
const WEIGHT = {
  type: "number",
  min: 0,
  max: 1000,
  default: 0,
  group: "Balance",
  placeholder: "X",
} as const;

/** Options of training that keep the two networks in balance. */
export const BALANCE_ROWS = {
  loss: {
    type: "choice",
    choices: LOSSES,
    default: "bce",
    before: "bce", // there was no other
    group: "Balance",
    placeholder: "NAME",
    help: "Cross-entropy of each picture, or of pairs of a real and a fake one",
  },
  lecam: {
    ...WEIGHT,
    before: 0, // no regulariser
    help: "Weight of LeCam's regulariser, like 0.1; 0: none",
  },
  r1: {
    ...WEIGHT,
    before: 0, // no penalty
    help:
      "Gradient penalty on reals; 0: none; cpu, gpu: 1 below 2,000 pictures",
  },
  r2: {
    ...WEIGHT,
    before: 0, // no penalty
    help: "Weight of that on fakes; 0: none",
  },
  "r1-every": {
    type: "integer",
    min: 1,
    max: 1000,
    default: 8, // it costs a third of a step or more; so it costs a twentieth
    before: 8, // without penalties it has no effect
    group: "Balance",
    placeholder: "STEPS",
    help: "Steps from one with gradient penalties to the next",
  },
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
