import { classScores, type ComparedLabels } from "./class_scores.ts";
import type { Comparer, Comparison } from "./comparer.ts";
import { diversity } from "./diversity.ts";
import { kid } from "./kid.ts";
import type { Matrix } from "./matrix.ts";
import type { Memorization } from "./memorization.ts";
import { neighbourAccuracy } from "./neighbour_accuracy.ts";
import { precisionRecall } from "./precision_recall.ts";
import type { Scores } from "./scores.ts";

/** Neighbours that precision and recall go by, as in the paper. */
const NEIGHBOURS = 3;
/** Subsets that KID is averaged over. */
const SUBSETS = 50;
/** Pictures in each of them at most, as in the paper. */
const SUBSET_SIZE = 1000;
/** Fewest pictures that are compared; below that the scores say nothing. */
export const FEWEST_COMPARED = 10;

/** Real pictures that others are compared with. */
export interface ComparedReals {
  /** Their features, standardised, `[N, features]`. */
  readonly features: Matrix;
  /** What is between them. */
  readonly among: Comparison;
  /** Their classes, if each of these is scored. */
  readonly labels?: Pick<ComparedLabels, "names" | "reals"> | undefined;
}

/** Pictures that are scored: fakes, or other reals in their place. */
export interface ComparedPictures {
  /** Their features, standardised, `[N, features]`: as many as reals. */
  readonly features: Matrix;
  /** How near they come to the training pictures. */
  readonly memorized: Memorization;
  /** For each the index of its class; without them no class is scored. */
  readonly labels?: readonly number[] | undefined;
}

/**
 * All scores of pictures beside real ones.
 *
 * @param comparer Compares features.
 * @param pictures What is scored.
 * @param reals What it is compared with.
 * @param seed Decides on the subsets of KID.
 */
export async function scoresBeside(
  comparer: Comparer,
  { features, memorized, labels = [] }: ComparedPictures,
  reals: ComparedReals,
  seed: number,
): Promise<Scores> {
  const among = await comparer.compare(features, features);
  const between = await comparer.compare(features, reals.features);
  const distances = {
    fakes: among.distances,
    mixed: between.distances,
    reals: reals.among.distances,
  };
  const { mean, sd } = kid({
    fakes: among.kernel,
    mixed: between.kernel,
    reals: reals.among.kernel,
  }, {
    subsets: SUBSETS,
    size: Math.min(SUBSET_SIZE, Math.floor(features.rows / 2)),
    seed,
  });
  return {
    kid: mean,
    kid_sd: sd,
    ...precisionRecall(distances, NEIGHBOURS),
    neighbour_accuracy: neighbourAccuracy(distances),
    memorization: memorized.ratio,
    copies: memorized.copies,
    diversity: diversity(distances),
    ...reals.labels && labels.length > 0 && {
      classes: classScores(
        { fakes: among, mixed: between, reals: reals.among },
        { ...reals.labels, fakes: labels },
        {
          fewest: FEWEST_COMPARED,
          neighbours: NEIGHBOURS,
          subsets: SUBSETS,
          seed,
        },
      ),
    },
  };
}
