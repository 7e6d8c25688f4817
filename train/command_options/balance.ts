import type { OptionTable } from "../../core/command_line/command.ts";
import { AUGMENTATIONS } from "../model/augmentation.ts";
import { IMAGES } from "./images.ts";

/**
 * Options of training that keep the two networks in balance.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { BALANCE_OPTIONS } from "edge-dcgan/train/command_options/balance.ts";
 *
 * assertEquals(BALANCE_OPTIONS.augment.type, "choices");
 * ```
 */
export const BALANCE_OPTIONS = {
  "real-label": {
    type: "number",
    min: 0.5,
    max: 1,
    defaultText: "by preset",
    group: "Balance",
    placeholder: "X",
    help: "Label of real pictures; below 1 it is smoothed, on one side",
  },
  augment: {
    type: "choices",
    choices: AUGMENTATIONS,
    defaultText: "by preset",
    group: "Balance",
    placeholder: "LIST",
    help: "What is done to reals and fakes alike before the discriminator",
  },
  "augment-probability": {
    type: "number",
    min: 0,
    max: 1,
    default: 1,
    group: "Balance",
    placeholder: "P",
    help: "With which each augmentation is applied to a picture",
  },
  "ada-target": {
    type: "number",
    min: 0,
    max: 1,
    default: 0,
    group: "Balance",
    placeholder: "X",
    help:
      "Mean sign of D(x) to which that probability is adapted from 0 on, 0.6 for instance; 0: it is fixed",
  },
  "ada-images": {
    ...IMAGES,
    min: 1,
    default: 500_000,
    group: "Balance",
    placeholder: "IMAGES",
    help: "Images in which it can go from 0 to 1",
  },
  "instance-noise": {
    type: "number",
    min: 0,
    max: 2,
    default: 0,
    group: "Balance",
    placeholder: "SD",
    help: "Noise on all that the discriminator sees, at the start",
  },
  "instance-noise-images": {
    ...IMAGES,
    min: 1,
    default: 100_000,
    group: "Balance",
    placeholder: "IMAGES",
    help: "Images in which that noise falls to nothing",
  },
} as const satisfies OptionTable;
