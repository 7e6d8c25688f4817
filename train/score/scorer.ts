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
import { Comparer } from "./comparer.ts";
import type { ScorePrograms } from "./score_programs.ts";
import type { Scores } from "./scores.ts";
import {
  extractFeatures,
  type PictureSource,
  roundToBytes,
  stageSizes,
  type Watch,
} from "./features.ts";
import { rowsOf, stackRows } from "./matrix.ts";
import { memorization } from "./memorization.ts";
import { FEWEST_COMPARED, scoresBeside } from "./scores_beside.ts";
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

/** Real pictures that scores need: as many for the floor as to compare with. */
export const FEWEST_PICTURES = 2 * FEWEST_COMPARED;
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
  return count < FEWEST_COMPARED ? 0 : count;
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
  const compared = {
    features: reals,
    among: await comparer.compare(reals, reals),
    labels: training.labels && {
      names: training.labels.names,
      reals: labelsAt(training.labels, order.subarray(0, samples)),
    },
  };
  const newReals = kept < FEWEST_HELD_OUT ? "leave-one-out" : "held-out";
  const realDistances = newReals === "held-out"
    ? await comparer.nearest(unseen, known)
    : await comparer.nearest(reals, known, true);

  // Held-out pictures, filled up with training pictures.
  const shown = Math.min(kept, samples);
  const others = {
    features: stackRows(
      rowsOf(unseen, shown),
      rowsOf(known, samples - shown, samples),
    ),
    memorized: memorization(
      everyOther(realDistances, 0),
      everyOther(realDistances, 1),
    ),
    labels: [
      ...heldOut.labels?.indices.slice(0, shown) ?? [],
      ...labelsAt(
        training.labels,
        order.subarray(samples, 2 * samples - shown),
      ),
    ],
  };
  return {
    samples,
    searched,
    newReals,
    floors: await scoresBeside(comparer, others, compared, seed),
    score: async (pictures, watch, labels) => {
      const features = standardize(
        await extractFeatures(
          engine,
          network,
          samples,
          async (start, count) => roundToBytes(await pictures(start, count)),
          watch,
        ),
        map,
      );
      const nearest = await comparer.nearest(features, known);
      const memorized = memorization(nearest, realDistances);
      const fakes = { features, memorized, labels };
      return await scoresBeside(comparer, fakes, compared, seed);
    },
  };
}
