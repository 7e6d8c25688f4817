/**
 * Whether a generator repeats its training pictures.
 *
 * A fake that is a copy lies nearer to some training picture than new real
 * pictures do. Comparing the two is the idea behind Meehan et al., "A
 * Non-Parametric Test to Detect Data-Copying in Generative Models" (2020), and
 * behind the ratios of distances to the closest record.
 *
 * @module
 */

/** How near fakes come to the training pictures. */
export interface Memorization {
  /**
   * Median distance of fakes to their nearest training picture, as a part of
   * that of new reals: about 1 if the fakes are as new, 0 if they are copies.
   */
  readonly ratio: number;
  /**
   * Share of fakes that are nearer to a training picture than 99 of 100 new
   * reals: about 0.01 if the fakes are as new, 1 if they are copies.
   */
  readonly copies: number;
}

/** Share of new reals that pass for copies. */
const FALSE_ALARMS = 0.01;

/** A quantile of sorted numbers, between neighbours in proportion. */
function quantile(sorted: Float32Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (place - below) * (high - low);
}

/**
 * Compares distances to the nearest training picture.
 *
 * @param fakes Distances of fakes, at least one.
 * @param reals Distances of real pictures that are not among the training
 * pictures, at least one.
 */
export function memorization(
  fakes: Float32Array,
  reals: Float32Array,
): Memorization {
  const sorted = reals.toSorted();
  const threshold = quantile(sorted, FALSE_ALARMS);
  const near = fakes.reduce(
    (count, distance) => count + Number(distance <= threshold),
    0,
  );
  return {
    ratio: quantile(fakes.toSorted(), 0.5) / quantile(sorted, 0.5),
    copies: near / fakes.length,
  };
}
