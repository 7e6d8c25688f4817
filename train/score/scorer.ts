/**
 * All scores of a generator, each beside its floor: the same score of real
 * pictures that it is not compared with.
 *
 * @module
 */

import { permutation } from "../../core/noise/random.ts";
import { UserError } from "../../core/user_error.ts";
import { pictureBatch } from "../data/batches.ts";
import type { Dataset, PixelBlock } from "../data/dataset.ts";
import type { Engine } from "../engine/engine.ts";
import { classScores } from "./class_scores.ts";
import { Comparer } from "./comparer.ts";
import { diversity } from "./diversity.ts";
import type { ScorePrograms } from "./score_programs.ts";
import type { Scores } from "./scores.ts";
import {
  extractFeatures,
  type PictureSource,
  roundToBytes,
  stageSizes,
  type Watch,
} from "./features.ts";
import { kid } from "./kid.ts";
import { type Matrix, rowsOf, stackRows } from "./matrix.ts";
import { type Memorization, memorization } from "./memorization.ts";
import { neighbourAccuracy } from "./neighbour_accuracy.ts";
import { precisionRecall } from "./precision_recall.ts";
import { standardization, standardize } from "./standardization.ts";

/** Pictures, and their labels if each class is scored. */
type ScoredPictures = PixelBlock & Pick<Dataset, "labels">;

/** Real pictures to compare with. */
export interface RealPictures {
  /** The generator's training pictures. */
  readonly training: ScoredPictures;
  /** Pictures that it was not trained on; there may be none. */
  readonly heldOut: ScoredPictures;
}

/** How to score. */
export interface ScoreOptions {
  /** Fakes, and reals, to compare at most. */
  readonly samples: number;
  /** Decides which reals, an integer in [0, 2³²). */
  readonly seed: number;
  /** Training pictures among which copies are searched at most; all if 0. */
  readonly search: number;
}

/** Neighbours that precision and recall go by, as in the paper. */
const NEIGHBOURS = 3;
/** Subsets that KID is averaged over. */
const SUBSETS = 50;
/** Pictures in each of them at most, as in the paper. */
const SUBSET_SIZE = 1000;
/** Fewest pictures that are compared; below that the scores say nothing. */
const FEWEST = 10;
/** Real pictures that scores need: as many for the floor as to compare with. */
export const FEWEST_PICTURES = 2 * FEWEST;
/** Fewest held-out pictures that memorisation is measured by. */
const FEWEST_HELD_OUT = 20;

/**
 * Pictures of each kind that can be compared: as many fakes as reals, and as
 * many other reals for the floor.
 *
 * @param samples How many are asked for.
 * @param pictures The real pictures.
 * @returns 0 if they are too few.
 */
export function comparable(
  samples: number,
  { training, heldOut }: RealPictures,
): number {
  const half = Math.floor((training.count + heldOut.count) / 2);
  const count = Math.min(samples, training.count, half);
  return count < FEWEST ? 0 : count;
}

/** Scores sets of fakes against the same reals. */
export interface Scorer {
  /** Fakes that are compared with as many reals. */
  readonly samples: number;
  /** Training pictures among which copies are searched. */
  readonly searched: number;
  /**
   * The new reals that memorisation is measured by: pictures held out of
   * training or, where these are too few, each training picture beside the
   * others.
   */
  readonly newReals: "held-out" | "leave-one-out";
  /** The scores of real pictures in the place of fakes. */
  readonly floors: Scores;
  /**
   * Scores fakes.
   *
   * @param fakes Gives `samples` pictures, with values in [-1, 1].
   * @param watch Who watches.
   * @param labels Index of each fake's class; without them no class is scored.
   */
  score(
    fakes: PictureSource,
    watch?: Watch,
    labels?: readonly number[],
  ): Promise<Scores>;
}

/** Classes of some pictures, if they are labelled. */
function labelsAt(
  labels: Dataset["labels"],
  pictures: Uint32Array,
): number[] {
  return labels === undefined
    ? []
    : Array.from(pictures, (picture) => labels.indices[picture] as number);
}

/** Every other number, from the first or from the second. */
function everyOther(numbers: Float32Array, first: 0 | 1): Float32Array {
  return numbers.filter((_, index) => index % 2 === first);
}

/**
 * Prepares to score: computes the features of the real pictures, once for all
 * fakes.
 *
 * The reals that fakes are compared with are training pictures, so that a
 * generator that repeats them shows. Those of the floor are the held-out ones,
 * filled up with training pictures that are not compared with.
 *
 * @param engine Where to compute.
 * @param programs What {@linkcode scorePrograms} compiled.
 * @param pictures The real pictures.
 * @param options How to score.
 * @param watch Who watches; it is also told of how many pictures.
 * @throws {UserError} If the pictures are too few.
 */
export async function openScorer(
  engine: Engine,
  { features: network, products }: ScorePrograms,
  pictures: RealPictures,
  options: ScoreOptions,
  { report, signal }: {
    report?: (done: number, total: number) => void;
    signal?: AbortSignal;
  } = {},
): Promise<Scorer> {
  const samples = comparable(options.samples, pictures);
  const { training, heldOut } = pictures;
  if (samples === 0) {
    throw new UserError(
      `${
        training.count + heldOut.count
      } pictures are too few to score with: there must be ${FEWEST_PICTURES}`,
    );
  }
  const { seed, search } = options;
  const searched = Math.min(
    training.count,
    search === 0 ? Infinity : Math.max(search, 2 * samples),
  );
  const kept = Math.min(heldOut.count, searched);
  const watch = (before: number): Watch => ({
    report: (done) => report?.(before + done, searched + kept),
    ...signal && { signal },
  });
  const order = permutation(seed, "scores", 0, training.count);
  const rawTraining = await extractFeatures(
    engine,
    network,
    searched,
    (start, count) =>
      pictureBatch(training, order.subarray(start, start + count)),
    watch(0),
  );
  const rawHeldOut = await extractFeatures(
    engine,
    network,
    kept,
    (start, count) =>
      pictureBatch(heldOut, Array.from({ length: count }, (_, i) => start + i)),
    watch(searched),
  );
  const map = standardization(rawTraining, stageSizes(network));
  const known = standardize(rawTraining, map);
  const unseen = standardize(rawHeldOut, map);
  const comparer = new Comparer(engine, products);

  const reals = rowsOf(known, samples);
  const amongReals = await comparer.compare(reals, reals);
  const newReals = kept < FEWEST_HELD_OUT ? "leave-one-out" : "held-out";
  const realDistances = newReals === "held-out"
    ? await comparer.nearest(unseen, known)
    : await comparer.nearest(reals, known, true);

  const realLabels = training.labels && {
    names: training.labels.names,
    reals: labelsAt(training.labels, order.subarray(0, samples)),
  };
  const compareAll = async (
    others: Matrix,
    memorized: Memorization,
    labels: readonly number[] = [],
  ): Promise<Scores> => {
    const among = await comparer.compare(others, others);
    const between = await comparer.compare(others, reals);
    const distances = {
      fakes: among.distances,
      mixed: between.distances,
      reals: amongReals.distances,
    };
    const { mean, sd } = kid({
      fakes: among.kernel,
      mixed: between.kernel,
      reals: amongReals.kernel,
    }, {
      subsets: SUBSETS,
      size: Math.min(SUBSET_SIZE, Math.floor(samples / 2)),
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
      ...realLabels && labels.length > 0 && {
        classes: classScores(
          { fakes: among, mixed: between, reals: amongReals },
          { ...realLabels, fakes: labels },
          { fewest: FEWEST, neighbours: NEIGHBOURS, subsets: SUBSETS, seed },
        ),
      },
    };
  };
  // Held-out pictures, filled up with training pictures.
  const shown = Math.min(kept, samples);
  const otherReals = stackRows(
    rowsOf(unseen, shown),
    rowsOf(known, samples - shown, samples),
  );
  const otherLabels = [
    ...heldOut.labels?.indices.slice(0, shown) ?? [],
    ...labelsAt(training.labels, order.subarray(samples, 2 * samples - shown)),
  ];
  return {
    samples,
    searched,
    newReals,
    floors: await compareAll(
      otherReals,
      memorization(everyOther(realDistances, 0), everyOther(realDistances, 1)),
      otherLabels,
    ),
    score: async (pictures, watch, labels) => {
      const fakes = standardize(
        await extractFeatures(
          engine,
          network,
          samples,
          async (start, count) => roundToBytes(await pictures(start, count)),
          watch,
        ),
        map,
      );
      const nearest = await comparer.nearest(fakes, known);
      return await compareAll(
        fakes,
        memorization(nearest, realDistances),
        labels,
      );
    },
  };
}
