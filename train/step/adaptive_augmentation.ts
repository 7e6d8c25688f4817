/**
 * Moves the augmentation probability as ADA does (Karras et al., "Training
 * Generative Adversarial Networks with Limited Data", 2020): up while the
 * discriminator is surer of the reals than it should be, down otherwise.
 *
 * The paper looks at four batches at a time; here every batch counts, at a
 * quarter of the stride.
 *
 * @param probability Probability so far, 0..1.
 * @param sign Mean sign of the logits of a real batch, -1..1: near 1 the
 * discriminator overfits.
 * @param options `target`: the sign that is aimed at, 0.6 in the paper;
 * `images`: images in which the probability can go from 0 to 1, 500,000 in the
 * paper; `batch`: images in the batch.
 * @returns The next probability, 0..1.
 */
export function adaptedProbability(
  probability: number,
  sign: number,
  { target, images, batch }: { target: number; images: number; batch: number },
): number {
  const next = probability + Math.sign(sign - target) * batch / images;
  return Math.min(Math.max(next, 0), 1);
}
