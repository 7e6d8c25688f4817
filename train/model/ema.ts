/**
 * Exponential moving average (EMA) of the generator, as in Progressive GAN
 * (Karras et al., 2018): smoother than any single step, and what is frozen.
 *
 * @module
 */

/**
 * Name of the moving average of a tensor of the generator.
 */
export function averageName(name: string): string {
  return name.replace(/^G\./, "G_ema.");
}

/**
 * Share of the old average that one step keeps.
 *
 * The half-life grows with the images seen so far, so that the average forgets
 * the untrained generator quickly (StyleGAN2's ramp-up, Karras et al., 2020).
 *
 * @param halfLife Images after which a step counts half.
 * @param imagesSeen Images shown before this step.
 * @param batch Images in this step.
 * @returns A number in [0, 1).
 */
export function emaDecay(
  halfLife: number,
  imagesSeen: number,
  batch: number,
): number {
  const rampedUp = Math.min(halfLife, RAMP_UP * imagesSeen);
  return rampedUp > 0 ? 0.5 ** (batch / rampedUp) : 0;
}

/** Half-life during ramp-up, as a share of the images seen. */
const RAMP_UP = 0.05;
