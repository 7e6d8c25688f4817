/**
 * What the two networks are trained for, as far as it follows from the
 * discriminator's logits `[N, 1]` of a real and of a fake batch.
 *
 * @module
 */

import { gradients } from "../graph/gradients.ts";
import { add, multiply, subtract } from "../graph/operations/arithmetic.ts";
import { reshape } from "../graph/operations/layout.ts";
import { mean } from "../graph/operations/mean.ts";
import { sum } from "../graph/operations/reduction.ts";
import { state, type Value } from "../graph/value.ts";

/**
 * The losses:
 *
 * - `bce`: binary cross-entropy of every picture by itself, as in the paper;
 * - `relativistic`: the same of pairs, a real picture and a fake one, of which
 *   the discriminator says how much more real the one is than the other
 *   (Jolicoeur-Martineau, "The relativistic discriminator", 2018). A generator
 *   then gains nothing from painting few kinds of pictures.
 */
export const LOSSES = ["bce", "relativistic"] as const;

/** A loss, by name. */
export type Loss = (typeof LOSSES)[number];

/** One value for a real batch and one for a fake batch. */
export interface RealAndFake {
  /** Of the real batch. */
  readonly real: Value;
  /** Of the fake batch. */
  readonly fake: Value;
}

/**
 * What the relativistic loss compares with the labels: how far each logit is
 * above that of its partner in the other batch.
 *
 * @param logits The discriminator's, `[N, 1]` each.
 * @returns `[N, 1]` each.
 */
export function relativeLogits({ real, fake }: RealAndFake): RealAndFake {
  return { real: subtract(real, fake), fake: subtract(fake, real) };
}

/** Names of the moving averages that LeCam's regulariser keeps, `[1]` each. */
export const LECAM_AVERAGES = {
  real: "D.lecam.real",
  fake: "D.lecam.fake",
} as const;

/** Share of the old average that one step keeps, from LeCam's paper. */
const LECAM_DECAY = 0.99;

/**
 * LeCam's regulariser (Tseng et al., "Regularizing Generative Adversarial
 * Networks under Limited Data", 2021): it draws the logits of reals to the
 * moving average of those of fakes, and the other way round, so that a
 * discriminator that has learnt its few pictures by heart does not run away.
 *
 * @param logits The discriminator's, `[N, 1]` each.
 * @param averages Moving averages of the steps before, `[1]` each.
 * @returns One element, `[1]`.
 */
export function lecam(
  { real, fake }: RealAndFake,
  averages: RealAndFake,
): Value {
  const distance = (logits: Value, average: Value) => {
    const difference = subtract(logits, average);
    return mean(multiply(difference, difference));
  };
  return reshape(
    add(distance(real, averages.fake), distance(fake, averages.real)),
    [1],
  );
}

/** Moves a moving average of logits, `[1]`, towards those of this step. */
function follow(average: Value, logits: Value): Value {
  return add(
    multiply(average, LECAM_DECAY),
    multiply(reshape(mean(logits), [1]), 1 - LECAM_DECAY),
  );
}

/**
 * A zero-centred gradient penalty: half the squared norm of the gradient of a
 * logit with respect to its picture, averaged over the batch. Of reals it is R1
 * (Mescheder et al., "Which Training Methods for GANs do actually Converge?",
 * 2018), of fakes R2.
 *
 * @param logits `[N, 1]`.
 * @param images What the discriminator saw, `[N, 3, H, W]`.
 * @returns One element, `[1]`.
 */
export function gradientPenalty(logits: Value, images: Value): Value {
  const [batch = 1] = images.shape;
  const [flow] = gradients(sum(logits), [images]) as [Value];
  return reshape(multiply(sum(multiply(flow, flow)), 1 / (2 * batch)), [1]);
}

/** Weights of what is added to the discriminator's loss. */
export interface Regularization {
  /** Weight of LeCam's regulariser; 0 by default. */
  readonly lecam?: number;
  /** Weight of the gradient penalty on reals; 0 by default. */
  readonly r1?: number;
  /** That on fakes; 0 by default. */
  readonly r2?: number;
}

/**
 * Adds to the discriminator's loss what regularises it.
 *
 * @param loss The loss, `[1]`.
 * @param logits The discriminator's, `[N, 1]` each.
 * @param seen What it saw, `[N, 3, H, W]` each.
 * @param weights What to add.
 * @returns The sum, and new values of the state that belongs to it.
 */
export function regularized(
  loss: Value,
  logits: RealAndFake,
  seen: RealAndFake,
  { lecam: lecamWeight = 0, r1 = 0, r2 = 0 }: Regularization,
): { loss: Value; updates: Record<string, Value> } {
  let total = loss;
  const penalize = (weight: number, penalty: () => Value) => {
    if (weight > 0) total = add(total, multiply(penalty(), weight));
  };
  const averages = {
    real: state(LECAM_AVERAGES.real, [1]),
    fake: state(LECAM_AVERAGES.fake, [1]),
  };
  penalize(r1, () => gradientPenalty(logits.real, seen.real));
  penalize(r2, () => gradientPenalty(logits.fake, seen.fake));
  penalize(lecamWeight, () => lecam(logits, averages));
  return {
    loss: total,
    updates: lecamWeight === 0 ? {} : {
      [LECAM_AVERAGES.real]: follow(averages.real, logits.real),
      [LECAM_AVERAGES.fake]: follow(averages.fake, logits.fake),
    },
  };
}
