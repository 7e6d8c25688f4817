import type { OptionTable } from "../../core/command_line/command.ts";
import { TRAIN_TABLE } from "../options/table.ts";

const { device, threads } = TRAIN_TABLE;

/** The options that say how to search for a latent, and where. */
export const PROJECTION_OPTIONS = {
  starts: {
    type: "integer",
    min: 1,
    max: 256,
    default: 8,
    group: "Search",
    placeholder: "N",
    help:
      "Latents that make the first tenth of the steps, the best one the others",
  },
  steps: {
    type: "integer",
    min: 10,
    max: 100_000,
    default: 400,
    group: "Search",
    placeholder: "N",
    help: "Steps of gradient descent",
  },
  prior: {
    type: "number",
    min: 0,
    max: 1,
    default: 0.001,
    group: "Search",
    placeholder: "X",
    help: "How much latents are drawn towards usual ones; more is plainer",
  },
  seed: {
    type: "integer",
    min: 0,
    max: 0xffff_ffff,
    default: 0,
    group: "Search",
    placeholder: "N",
    help: "Draws the latents to start from",
  },
  device: { ...device, group: "Search", help: "Where to compute" },
  threads: { ...threads, group: "Search" },
} as const satisfies OptionTable;
