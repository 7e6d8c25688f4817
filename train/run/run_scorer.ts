import { classOfSeed } from "../../core/noise/label.ts";
import { LATENT_SIZE, latents } from "../../core/noise/latent.ts";
import type { Dataset } from "../data/dataset.ts";
import type { TrainOptions } from "../options/fields.ts";
import { scorePrograms } from "../score/score_programs.ts";
import { comparable, openScorer } from "../score/scorer.ts";
import type { Scores } from "../score/scores.ts";
import type { Trainer } from "../step/trainer.ts";
import type { ProgressLine } from "./progress.ts";

/** Samples that are scored: enough to see a trend, few enough to be quick. */
const SAMPLES = 1000;
/** Training pictures among which copies are searched. */
const SEARCH = 4000;
/** Which real pictures are compared with; the same in all runs. */
const SEED = 0;

/** Scores a run, always on the same latents and beside the same pictures. */
export interface RunScorer {
  /** The scores of real pictures. */
  readonly floors: Scores;
  /**
   * Scores the run as it is now.
   *
   * @param trainer Paints the samples.
   * @param signal Ends the computation.
   */
  score(trainer: Trainer, signal?: AbortSignal): Promise<Scores>;
}

/** What is scored. */
export interface ScoredPictures {
  /** Paints the samples, and has the engine to compute with. */
  readonly trainer: Trainer;
  /** Pictures that it is trained on. */
  readonly dataset: Dataset;
  /** Pictures that it is not trained on. */
  readonly heldOut: Dataset;
  /** Options of the run. */
  readonly options: TrainOptions;
}

/**
 * Whether a run has pictures enough to be scored.
 *
 * @param run The run.
 */
export function canScore(
  { dataset, heldOut }: Omit<ScoredPictures, "trainer">,
): boolean {
  return comparable(SAMPLES, { training: dataset, heldOut }) > 0;
}

/**
 * Prepares the real pictures of a run, to score it by.
 *
 * @param run What is scored.
 * @param progress Where to show how far it is.
 * @param signal Ends the computation.
 * @throws {UserError} If the pictures are too few.
 */
export async function openRunScorer(
  { trainer, dataset, heldOut, options }: ScoredPictures,
  progress: ProgressLine,
  signal?: AbortSignal,
): Promise<RunScorer> {
  const scorer = await openScorer(
    trainer.engine,
    scorePrograms(options),
    { training: dataset, heldOut },
    { samples: SAMPLES, seed: SEED, search: SEARCH },
    {
      report: (done, total) => progress.status("real pictures", done, total),
      ...signal && { signal },
    },
  );
  const { samples, floors } = scorer;
  const seeds = [...Array(samples).keys()];
  const noise = latents(seeds);
  const { classes } = trainer.options;
  const labels = classes && seeds.map((seed) => classOfSeed(seed, classes));
  return {
    floors,
    score: (trainer, signal) =>
      scorer.score(
        (start, count) =>
          trainer.sample(
            noise.subarray(start * LATENT_SIZE, (start + count) * LATENT_SIZE),
            labels?.slice(start, start + count),
          ),
        {
          report: (done) => progress.status("samples", done, samples),
          ...signal && { signal },
        },
        labels,
      ),
  };
}
