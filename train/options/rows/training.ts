import { IMAGES, PRESETS, type RowTable } from "../row.ts";

/** Options of training that say what is trained, how long and how. */
export const TRAINING_ROWS = {
  d: {
    type: "integer",
    min: 1,
    max: 512,
    presets: {
      gpu: 64, // the reference's width
      cpu: 32, // about a sixteenth of the paper's work
      reference: 64, // half the paper's width: about a quarter of its work
      paper: 128, // 1024 channels behind the latent
    },
    usual: true,
    group: "Network",
    placeholder: "N",
    help: "Base width of both networks",
  },
  init: {
    type: "choice",
    choices: ["reference", "paper"],
    presets: {
      gpu: "paper",
      cpu: "paper",
      reference: "reference", // N(0.1, 0.02) tames the first steps
      paper: "paper",
    },
    group: "Network",
    placeholder: "HOW",
    help: "Initial BatchNorm weights: N(0.1, 0.02) or N(1, 0.02)",
  },
  from: {
    type: "string",
    defaultText: "random weights",
    before: null, // weights were random
    usual: true,
    group: "Network",
    placeholder: "WHAT",
    help: "Run, folder of a frozen generator, or .pth file to start from",
  },
  "from-d": {
    type: "string",
    defaultText: "the one of --from, else a new one",
    before: null, // the same
    group: "Network",
    placeholder: "FILE",
    help: "State dict of a discriminator that belongs to --from",
  },
  preset: {
    type: "choice",
    choices: ["auto", ...PRESETS],
    default: "auto",
    usual: true,
    group: "Training",
    placeholder: "NAME",
    help: "Settings that belong together; auto: gpu on a GPU, else cpu",
  },
  device: {
    type: "choice",
    choices: ["auto", "webgpu", "dawn", "cpu", "wasm"],
    default: "auto",
    usual: true,
    resumable: true,
    group: "Training",
    placeholder: "NAME",
    help: "auto: a real GPU, else cpu or wasm; dawn is experimental",
  },
  threads: {
    type: "integer",
    min: 1,
    max: 256,
    defaultText: "all cores",
    resumable: true,
    group: "Training",
    placeholder: "N",
    help: "Threads of the cpu and wasm devices",
  },
  fp16: {
    type: "flag",
    before: false, // everything was float32
    group: "Training",
    help: "Mixed precision: convolutions in float16, on a GPU that can do that",
  },
  batch: {
    type: "integer",
    min: 2,
    max: 4096,
    presets: {
      gpu: 64, // the reference's
      cpu: 32, // more updates from the few images there is time for
      reference: 64, // the recipe's
      paper: 128, // section 4
    },
    usual: true,
    group: "Training",
    placeholder: "N",
    help: "Pictures in a batch",
  },
  images: {
    ...IMAGES,
    min: 1,
    presets: {
      gpu: 1_000_000, // eight times the cpu's, in less time
      cpu: 120_000, // faces are there after 40,000; the rest refines them
      reference: 5_000_000, // the recipe's 500 epochs of 10,000 pictures
      paper: 1_000_000, // the paper names no length
    },
    or: "epochs",
    before: null, // the length was said in epochs
    usual: true,
    resumable: true,
    group: "Training",
    placeholder: "N",
    help: "Length of the run: images shown, repetitions included",
  },
  epochs: {
    type: "integer",
    min: 1,
    max: 1_000_000,
    defaultText: "none",
    or: "images",
    resumable: true,
    group: "Training",
    placeholder: "N",
    help: "The same, said as how often every picture is shown",
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
    presets: {
      gpu: 1e-3, // five times the paper's: there are few steps
      cpu: 1e-3, // the same
      reference: 2e-3, // high: hence the warm-up and the fall to a hundredth
      paper: 2e-4, // section 4
    },
    resumable: true, // a lower one helps where losses broke down
    group: "Training",
    placeholder: "X",
    help: "Learning rate at its highest",
  },
  "lr-d": {
    type: "number",
    min: 0,
    max: 1,
    minExcluded: true,
    presets: {
      gpu: 4e-4, // a slower one leaves the generator something to learn
      cpu: 4e-4, // the same
      reference: 2e-3, // both networks learn alike
      paper: 2e-4, // so they do here
    },
    like: "lr", // also of older runs: both networks had the same rate
    resumable: true,
    group: "Training",
    placeholder: "X",
    help: "That of the discriminator; --lr where only that is given",
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
    presets: {
      gpu: "cosine", // rough at first, fine at the end
      cpu: "cosine", // the same
      reference: "cosine", // with warm-up
      paper: "constant", // the paper mentions no other
    },
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
    before: 0, // no penalty
    group: "Training",
    placeholder: "X",
    help: "L2 penalty on all parameters, as PyTorch's optimizers have it",
  },
  ema: {
    ...IMAGES,
    presets: {
      gpu: 10_000, // evens out the last updates
      cpu: 10_000, // the same
      reference: 0, // samples come from the weights as they are
      paper: 0, // the paper has none
    },
    group: "Training",
    placeholder: "N",
    help: "Half-life of the generator's moving average in images; 0: none",
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
} as const satisfies RowTable;
