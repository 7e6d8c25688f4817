/**
 * Settings that belong together, by the name that `--preset` takes.
 *
 * @module
 */

import type { Augmentation } from "./model/augmentation.ts";

/** What a preset decides; options of the command line overrule it. */
export interface Preset {
  /** Base width of the networks. */
  readonly d: number;
  /** How the weights start. */
  readonly init: "reference" | "paper";
  /** Pictures in a batch. */
  readonly batch: number;
  /** Length of the run in images shown. */
  readonly images: number;
  /** Learning rate at its highest. */
  readonly lr: number;
  /** Learning rate of the discriminator at its highest. */
  readonly lrD: number;
  /** How the learning rate falls. */
  readonly schedule: "cosine" | "constant";
  /** Half-life of the generator's moving average in images; 0: no average. */
  readonly ema: number;
  /** Label of real pictures. */
  readonly realLabel: number;
  /** What is done to reals and fakes before the discriminator sees them. */
  readonly augment: readonly Augmentation[];
  /** Pictures kept out of training, but never more than a tenth of them. */
  readonly holdout: number;
  /** Images between two scores; 0: none. */
  readonly scoreEvery: number;
}

/**
 * The presets.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { PRESETS } from "edge-dcgan/train/presets.ts";
 *
 * assertEquals(PRESETS.paper.lr, 2e-4);
 * ```
 */
export const PRESETS = {
  // The common PyTorch recipe at ten times the paper's learning rate.
  reference: {
    d: 64, // half the paper's width: about a quarter of its work
    init: "reference", // BatchNorm weights N(0.1, 0.02) tame the first steps
    batch: 64, // the recipe's
    images: 5_000_000, // the recipe's 500 epochs of 10,000 pictures
    lr: 2e-3, // high: hence the warm-up and the fall to a hundredth
    lrD: 2e-3, // both networks learn alike
    schedule: "cosine", // with warm-up
    ema: 0, // samples come from the weights as they are
    realLabel: 1, // plain binary cross-entropy
    augment: [],
    holdout: 0, // the recipe trains on all pictures
    scoreEvery: 250_000, // twenty times
  },
  // Radford et al., "Unsupervised Representation Learning with Deep
  // Convolutional Generative Adversarial Networks" (2016), section 4.
  paper: {
    d: 128, // 1024 channels behind the latent
    init: "paper", // BatchNorm weights N(1, 0.02)
    batch: 128, // section 4
    images: 1_000_000, // the paper names no length
    lr: 2e-4, // section 4
    lrD: 2e-4, // both networks learn alike
    schedule: "constant", // the paper mentions no other
    ema: 0, // the paper has none
    realLabel: 1, // nor this
    augment: [], // nor these
    holdout: 0, // the paper trains on all pictures
    scoreEvery: 50_000, // twenty times
  },
  // For a GPU: the reference's networks with what has been learnt since.
  gpu: {
    d: 64, // the reference's width
    init: "paper", // BatchNorm weights N(1, 0.02)
    batch: 64, // the reference's
    images: 1_000_000, // a tenth of the common recipe's work or less
    lr: 1e-3, // five times the paper's: there are few steps
    lrD: 4e-4, // a slower discriminator leaves the generator something to learn
    schedule: "cosine", // rough at first, fine at the end
    ema: 10_000, // evens out the last updates
    realLabel: 0.9, // keeps the discriminator from growing too sure
    augment: ["translation"], // a quarter of the KID without it
    holdout: 1000, // a tenth of the demo set, enough to tell copies from luck
    scoreEvery: 50_000, // twenty times
  },
  // For a processor without a GPU: small, short and smoothed.
  cpu: {
    d: 32, // about a sixteenth of the paper's work
    init: "paper", // BatchNorm weights N(1, 0.02)
    batch: 32, // more updates from the few images there is time for
    images: 120_000, // an afternoon's patience of two cores
    lr: 1e-3, // five times the paper's: there are few steps
    lrD: 4e-4, // a slower discriminator leaves the generator something to learn
    schedule: "cosine", // rough at first, fine at the end
    ema: 10_000, // evens out the last updates
    realLabel: 0.9, // keeps the discriminator from growing too sure
    augment: ["translation"], // a quarter of the KID without it
    holdout: 1000, // a tenth of the demo set, enough to tell copies from luck
    scoreEvery: 20_000, // six times; each takes as long as some 250 images
  },
} as const satisfies Readonly<Record<string, Preset>>;
