/**
 * Scores of each class alone: do the fakes of a class look like its pictures?
 *
 * @module
 */

import { namedClasses } from "../data/labels.ts";
import type { Comparison } from "./comparer.ts";
import { kid } from "./kid.ts";
import { type Matrix, pick } from "./matrix.ts";
import type { Pairings } from "./pairings.ts";
import { precisionRecall } from "./precision_recall.ts";
import type { Scores } from "./scores.ts";

/** Labels of what is compared, in the order of the rows. */
export interface ComparedLabels {
  /** Names of the classes. */
  readonly names: readonly string[];
  /** For each fake the index of its class. */
  readonly fakes: readonly number[];
  /** For each real picture the index of its class. */
  readonly reals: readonly number[];
}

/** Places of a class among labels. */
function placesOf(labels: readonly number[], label: number): number[] {
  return [...labels.keys()].filter((place) => labels[place] === label);
}

/**
 * Scores every class on its own pictures, out of comparisons of all.
 *
 * @param comparisons Kernels and distances of all fakes and reals.
 * @param labels Which class each of them is of.
 * @param options `fewest`: fakes and reals that a class needs; `neighbours`,
 * `subsets` and `seed`: as for all pictures together.
 * @returns Scores by the names of the classes; those with less are left out.
 */
export function classScores(
  { fakes, mixed, reals }: Pairings<Comparison>,
  labels: ComparedLabels,
  { fewest, neighbours, subsets, seed }: {
    fewest: number;
    neighbours: number;
    subsets: number;
    seed: number;
  },
): NonNullable<Scores["classes"]> {
  const scored = labels.names.flatMap((name, label) => {
    const [x, y] = [
      placesOf(labels.fakes, label),
      placesOf(labels.reals, label),
    ];
    const count = Math.min(x.length, y.length);
    if (count < fewest) return [];
    const part = (of: (comparison: Comparison) => Matrix) => ({
      fakes: pick(of(fakes), x, x),
      mixed: pick(of(mixed), x, y),
      reals: pick(of(reals), y, y),
    });
    const { mean } = kid(part(({ kernel }) => kernel), {
      subsets,
      size: Math.floor(count / 2),
      seed,
    });
    const distances = part(({ distances }) => distances);
    const scores = { kid: mean, ...precisionRecall(distances, neighbours) };
    return [[name, scores] as const];
  });
  return Object.fromEntries(scored);
}

/**
 * Names the classes that have no scores.
 *
 * @param names Names of all classes.
 * @param scores The scores.
 * @returns A line for the user; nothing if all are scored.
 */
export function unscoredClasses(
  names: readonly string[],
  { classes = {} }: Scores,
): string | undefined {
  const missing = names.filter((name) => !Object.hasOwn(classes, name));
  if (missing.length === 0) return undefined;
  return `no scores of their own, as too few of their pictures are compared: ${
    namedClasses(missing)
  }`;
}
