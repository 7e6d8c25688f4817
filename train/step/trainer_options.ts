import type { Classes } from "../../core/classes.ts";
import type { Augmentation } from "../model/augmentation.ts";
import type { Loss } from "../model/objective.ts";
import type { TrainOptions } from "../options/fields.ts";

/** What a trainer is made for. What is optional is off unless it is given. */
export interface TrainerOptions {
  /** Base width of both networks. */
  readonly d: number;
  /** Height of the pictures, a multiple of 16. */
  readonly height: number;
  /** Width of the pictures, a multiple of 16. */
  readonly width: number;
  /** Pictures in a batch. */
  readonly batch: number;
  /** Optimizer of both networks. */
  readonly optimizer: "adam" | "sgd";
  /** Adam's beta1, or the momentum of SGD. */
  readonly beta1: number;
  /** Adam's beta2. */
  readonly beta2: number;
  /** Half-life of the generator's moving average in images; 0: none. */
  readonly ema: number;
  /** Seed of the initial weights and of all noise. */
  readonly seed: number;
  /** Whether steps are of mixed precision, WebGPU only; false by default. */
  readonly fp16?: boolean;
  /** L2 penalty of both optimizers; 0 by default. */
  readonly weightDecay?: number;
  /** Label of real pictures; 1 by default. */
  readonly realLabel?: number;
  /** Loss of both networks; `bce` by default. */
  readonly loss?: Loss;
  /** Weight of LeCam's regulariser; 0 by default. */
  readonly lecam?: number;
  /** Weight of the gradient penalty on reals; 0 by default. */
  readonly r1?: number;
  /** That on fakes; 0 by default. */
  readonly r2?: number;
  /** Steps from one with gradient penalties to the next; 8 by default. */
  readonly r1Every?: number;
  /** Augmentations of what the discriminator sees; none by default. */
  readonly augment?: readonly Augmentation[];
  /** With which each is applied to a picture, 0..1; 1 by default. */
  readonly augmentProbability?: number;
  /**
   * Mean sign of the logits of real batches that the probability is adapted to,
   * starting at 0; 0 by default: it is not adapted.
   */
  readonly adaTarget?: number;
  /** Images in which that probability can go from 0 to 1; 500,000 by default. */
  readonly adaImages?: number;
  /** Standard deviation of the instance noise at the start; 0 by default. */
  readonly instanceNoise?: number;
  /** Images in which it falls to 0; 100,000 by default. */
  readonly instanceNoiseImages?: number;
  /** Classes that the networks are conditional on; none by default. */
  readonly classes?: Classes;
}

/**
 * What a trainer of a run is made for.
 *
 * @param options Options of the run; which labels they take no longer matters.
 * @param classes Classes of its pictures, if it is conditional.
 */
export function trainerOptions(
  { classes: _, ...options }: TrainOptions,
  classes?: Classes,
): TrainerOptions {
  return { ...options, ...classes && { classes } };
}
