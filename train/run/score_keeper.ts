/**
 * Scores during training: what is written to `scores.jsonl`, which generator is
 * the best so far, and whether the run still gets better.
 *
 * @module
 */

import { classOfSeed } from "../../core/noise/label.ts";
import { LATENT_SIZE, latents } from "../../core/noise/latent.ts";
import type { Dataset } from "../data/dataset.ts";
import { averageName } from "../model/ema.ts";
import { generatorTensors } from "../model/tensors.ts";
import type { TrainOptions } from "../options/fields.ts";
import { unscoredClasses } from "../score/class_scores.ts";
import {
  comparable,
  FEWEST_PICTURES,
  openScorer,
  scorePrograms,
  type Scorer,
} from "../score/scorer.ts";
import { flatScores, type Scores } from "../score/scores.ts";
import { writeCheckpoint } from "../record/checkpoint.ts";
import { collapse } from "./collapse.ts";
import { openLog, type StepLog } from "../record/log.ts";
import type { ProgressLine } from "./progress.ts";
import type { RunFolder } from "../record/run_folder.ts";
import type { ScoreEntry } from "../record/scores.ts";
import type { Trainer } from "../step/trainer.ts";

/** Samples that are scored: enough to see a trend, few enough to be quick. */
const SAMPLES = 1000;
/** Training pictures among which copies are searched. */
const SEARCH = 4000;
/** Which real pictures are compared with; the same in all runs. */
const SEED = 0;

/** What scores are kept of. */
export interface ScoredRun {
  /** Paints the samples. */
  readonly trainer: Trainer;
  /** Pictures that it is trained on. */
  readonly dataset: Dataset;
  /** Pictures that it is not trained on. */
  readonly heldOut: Dataset;
  /** Options of the run. */
  readonly options: TrainOptions;
  /** Where scores and the best generator are written. */
  readonly folder: RunFolder;
  /** Where progress is shown. */
  readonly progress: ProgressLine;
  /** Ends a computation of scores. */
  readonly signal: AbortSignal;
}

/** The entry with the lowest KID. */
function bestOf(entries: readonly ScoreEntry[]): ScoreEntry | undefined {
  return entries.reduce<ScoreEntry | undefined>(
    (best, entry) => best === undefined || entry.kid < best.kid ? entry : best,
    undefined,
  );
}

/** Keeps the scores of a run. */
export class ScoreKeeper {
  readonly #run: ScoredRun;
  readonly #log: StepLog<ScoreEntry>;
  readonly #entries: ScoreEntry[];
  #scorer: Scorer | undefined;

  private constructor(run: ScoredRun, log: StepLog<ScoreEntry>) {
    this.#run = run;
    this.#log = log;
    this.#entries = [...log.kept];
  }

  /**
   * Opens the scores of a run, to go on after its last step.
   *
   * @returns Nothing, if the run is not scored or its pictures are too few.
   */
  static async open(run: ScoredRun): Promise<ScoreKeeper | undefined> {
    const { dataset, heldOut, options, folder, trainer, progress } = run;
    if (options.scoreEvery === 0) return undefined;
    if (comparable(SAMPLES, { training: dataset, heldOut }) === 0) {
      const { stopAfter } = options;
      progress.print(
        `no scores: they need ${FEWEST_PICTURES} pictures${
          stopAfter === 0 ? "" : `; --stop-after ${stopAfter} has no effect`
        }`,
      );
      return undefined;
    }
    return new ScoreKeeper(run, await openLog(folder.scores, trainer.step));
  }

  /** The last scores. */
  get last(): ScoreEntry | undefined {
    return this.#entries.at(-1);
  }

  /** The scores with the lowest KID. */
  get best(): ScoreEntry | undefined {
    return bestOf(this.#entries);
  }

  /** The lowest KID so far, and when that was. */
  get bestInWords(): string {
    const { best } = this;
    return best === undefined
      ? "there are no scores yet"
      : `the best KID is ${best.kid}, after ${best.images} images`;
  }

  /** Whether the run as it is now has been scored. */
  get isDone(): boolean {
    return this.last?.step === this.#run.trainer.step;
  }

  /** Whether KID has not improved for as long as the options allow. */
  get isStale(): boolean {
    const { stopAfter } = this.#run.options;
    const { last, best } = this;
    return stopAfter > 0 && last !== undefined && best !== undefined &&
      last.images - best.images >= stopAfter;
  }

  /**
   * Scores the run as it is now.
   *
   * @returns Whether its KID is the best so far; `false` also if the signal
   * came, and then nothing is written.
   */
  async score(): Promise<boolean> {
    const { trainer, dataset, progress, signal } = this.#run;
    let entry: ScoreEntry;
    try {
      const { scorer, scores } = await this.#compute();
      const { step, imagesSeen: images } = trainer;
      const unscored = dataset.labels &&
        unscoredClasses(dataset.labels.names, scores);
      if (this.#entries.length === 0 && unscored !== undefined) {
        progress.print(unscored);
      }
      entry = { step, images, ...flatScores(scores, scorer.floors) };
    } catch (error) {
      if (signal.aborted) return false;
      throw error;
    }
    const warning = collapse(this.#entries, entry);
    if (warning !== undefined) progress.print(`warning: ${warning}`);
    this.#entries.push(entry);
    this.#log.append(entry);
    return this.best === entry;
  }

  async #compute(): Promise<{ scorer: Scorer; scores: Scores }> {
    const { trainer, dataset, heldOut, progress, signal } = this.#run;
    this.#scorer ??= await openScorer(
      trainer.engine,
      scorePrograms(trainer.options),
      { training: dataset, heldOut },
      { samples: SAMPLES, seed: SEED, search: SEARCH },
      {
        report: (done, total) => progress.status("real pictures", done, total),
        signal,
      },
    );
    const scorer = this.#scorer;
    const seeds = [...Array(scorer.samples).keys()];
    const noise = latents(seeds);
    const { classes } = trainer.options;
    const labels = classes && seeds.map((seed) => classOfSeed(seed, classes));
    const scores = await scorer.score(
      (start, count) =>
        trainer.sample(
          noise.subarray(start * LATENT_SIZE, (start + count) * LATENT_SIZE),
          labels?.slice(start, start + count),
        ),
      {
        report: (done) => progress.status("samples", done, scorer.samples),
        signal,
      },
      labels,
    );
    return { scorer, scores };
  }

  /** Writes the generator as it is now, as the best. */
  async saveBest(): Promise<void> {
    const { trainer, options, folder } = this.#run;
    const names = generatorTensors(trainer.options).map(({ name }) =>
      options.ema > 0 ? averageName(name) : name
    );
    await writeCheckpoint(folder.best, {
      state: await trainer.engine.getState(names),
      step: trainer.step,
      seed: trainer.options.seed,
      augmentProbability: trainer.augmentProbability,
      device: trainer.engine.device,
    });
  }

  /** Closes the file of the scores. */
  close(): void {
    this.#log.close();
  }
}
