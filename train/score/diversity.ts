import type { Pairings } from "./pairings.ts";
import type { Matrix } from "./matrix.ts";

/** Mean distance of two different pictures of a set. */
function spread({ rows, data }: Matrix): number {
  return data.reduce((sum, distance) => sum + distance, 0) /
    (rows * (rows - 1));
}

/**
 * Mean distance between two fakes as a part of that between two reals: near 0
 * when a generator has collapsed to one picture. Recall is the finer measure;
 * this one still works while samples are nothing like the reals.
 *
 * @param distances Distances; those between fakes and reals are not needed.
 */
export function diversity(
  { fakes, reals }: Pick<Pairings<Matrix>, "fakes" | "reals">,
): number {
  return spread(fakes) / spread(reals);
}
