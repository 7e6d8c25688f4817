import type { OptionTable } from "../../core/command_line/command.ts";
import { IMAGES } from "./images.ts";

/**
 * Options of training that say what is trained, and how.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { TRAINING_OPTIONS } from "edge-dcgan/train/command_options/training.ts";
 *
 * assertEquals(TRAINING_OPTIONS.batch.max, 4096);
 * ```
 */
export const TRAINING_OPTIONS = {
  d: {
    type: "integer",
    min: 1,
    max: 512,
    defaultText: "by preset",
    group: "Network",
    placeholder: "N",
    help: "Base width of both networks",
  },
  init: {
    type: "choice",
    choices: ["reference", "paper"],
    defaultText: "by preset",
    group: "Network",
    placeholder: "HOW",
    help:
      "Initial BatchNorm weights: N(0.1, 0.02) for reference, N(1, 0.02) for paper",
  },
  preset: {
    type: "choice",
    choices: ["auto", "gpu", "cpu", "reference", "paper"],
    default: "auto",
    group: "Training",
    placeholder: "NAME",
    help: "Settings that belong together; auto: gpu on a GPU, else cpu",
  },
  device: {
    type: "choice",
    choices: ["auto", "webgpu", "cpu", "wasm"],
    default: "auto",
    group: "Training",
    placeholder: "NAME",
    help: "Where to train; auto: webgpu on a real GPU, else cpu, else wasm",
  },
  threads: {
    type: "integer",
    min: 1,
    max: 256,
    defaultText: "all cores",
    group: "Training",
    placeholder: "N",
    help: "Threads of the cpu and wasm devices",
  },
  fp16: {
    type: "flag",
    group: "Training",
    help: "Mixed precision: convolutions in float16, on a GPU that can do that",
  },
  batch: {
    type: "integer",
    min: 2,
    max: 4096,
    defaultText: "by preset",
    group: "Training",
    placeholder: "N",
    help: "Pictures in a batch",
  },
  epochs: {
    type: "integer",
    min: 1,
    max: 1_000_000,
    defaultText: "by preset",
    group: "Training",
    placeholder: "N",
    help: "How often every picture is shown",
  },
  optimizer: {
    type: "choice",
    choices: ["adam", "sgd"],
    default: "adam",
    group: "Training",
    placeholder: "NAME",
    help: "Adam, or SGD with Nesterov momentum",
  },
  lr: {
    type: "number",
    min: 0,
    max: 1,
    minExcluded: true,
    defaultText: "by preset",
    group: "Training",
    placeholder: "X",
    help: "Learning rate at its highest",
  },
  "lr-d": {
    type: "number",
    min: 0,
    max: 1,
    minExcluded: true,
    defaultText: "by preset",
    group: "Training",
    placeholder: "X",
    help:
      "Learning rate of the discriminator at its highest; that of --lr where only that is given",
  },
  "min-lr-ratio": {
    type: "number",
    min: 0,
    max: 1,
    default: 0.01,
    group: "Training",
    placeholder: "X",
    help: "Last learning rate as a part of the highest",
  },
  schedule: {
    type: "choice",
    choices: ["cosine", "step", "constant"],
    defaultText: "by preset",
    group: "Training",
    placeholder: "NAME",
    help: "How the learning rate falls",
  },
  beta1: {
    type: "number",
    min: 0,
    max: 1,
    maxExcluded: true,
    default: 0.5,
    group: "Training",
    placeholder: "X",
    help: "Adam's beta1, or the momentum of SGD",
  },
  beta2: {
    type: "number",
    min: 0,
    max: 1,
    maxExcluded: true,
    default: 0.999,
    group: "Training",
    placeholder: "X",
    help: "Adam's beta2",
  },
  "weight-decay": {
    type: "number",
    min: 0,
    max: 1,
    default: 0,
    group: "Training",
    placeholder: "X",
    help: "L2 penalty on all parameters, as PyTorch's optimizers have it",
  },
  ema: {
    ...IMAGES,
    defaultText: "by preset",
    group: "Training",
    placeholder: "IMAGES",
    help: "Half-life of the generator's moving average; 0: no average",
  },
  seed: {
    type: "integer",
    min: 0,
    max: 0xffff_ffff,
    default: 0,
    group: "Training",
    placeholder: "N",
    help: "Start of all randomness: same seed, same run",
  },
} as const satisfies OptionTable;
