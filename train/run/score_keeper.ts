/**
 * Scores during training: what is written to `scores.jsonl`, which generator is
 * the best so far, and whether the run still gets better.
 *
 * @module
 */

import { averageName } from "../model/ema.ts";
import { generatorTensors } from "../model/tensors.ts";
import { unscoredClasses } from "../score/class_scores.ts";
import { FEWEST_PICTURES } from "../score/scorer.ts";
import { flatScores, type Scores } from "../score/scores.ts";
import { writeCheckpoint } from "../record/checkpoint.ts";
import { collapse } from "./collapse.ts";
import { openLog, type StepLog } from "../record/log.ts";
import type { ProgressLine } from "./progress.ts";
import type { RunFolder } from "../record/run_folder.ts";
import {
  canScore,
  openRunScorer,
  type RunScorer,
  type ScoredPictures,
} from "./run_scorer.ts";
import {
  isStale,
  lowestKid,
  type ScoredStep,
  scoredStep,
  type ScoreEntry,
} from "../record/scores.ts";

/** What scores are kept of. */
export interface ScoredRun extends ScoredPictures {
  /** Where scores and the best generator are written. */
  readonly folder: RunFolder;
  /** Where progress is shown. */
  readonly progress: ProgressLine;
  /** Ends a computation of scores. */
  readonly signal: AbortSignal;
  /** What scores it, if the real pictures are prepared already. */
  readonly scorer?: RunScorer;
}

/** Keeps the scores of a run. */
export class ScoreKeeper {
  readonly #run: ScoredRun;
  readonly #log: StepLog<ScoreEntry>;
  readonly #scored: ScoredStep[];
  #scorer: RunScorer | undefined;

  private constructor(run: ScoredRun, log: StepLog<ScoreEntry>) {
    this.#run = run;
    this.#log = log;
    this.#scored = log.kept.map(scoredStep);
    this.#scorer = run.scorer;
  }

  /**
   * Opens the scores of a run, to go on after its last step.
   *
   * @returns Nothing, if the run is not scored or its pictures are too few.
   */
  static async open(run: ScoredRun): Promise<ScoreKeeper | undefined> {
    const { options, folder, trainer, progress } = run;
    if (options.scoreEvery === 0) return undefined;
    if (!canScore(run)) {
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
  get last(): ScoredStep | undefined {
    return this.#scored.at(-1);
  }

  /** The scores with the lowest KID. */
  get best(): ScoredStep | undefined {
    return lowestKid(this.#scored);
  }

  /** The lowest KID so far, and when that was. */
  get bestInWords(): string {
    const { best } = this;
    return best === undefined
      ? "there are no scores yet"
      : `the best KID is ${best.scores["kid"]}, after ${best.images} images`;
  }

  /** Whether the run as it is now has been scored. */
  get isDone(): boolean {
    return this.last?.step === this.#run.trainer.step;
  }

  /** Whether KID has not improved for as long as the options allow. */
  get isStale(): boolean {
    return isStale(this.#scored, this.#run.options.stopAfter);
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
      const { floors, scores } = await this.#compute();
      const { step, imagesSeen: images } = trainer;
      const unscored = dataset.labels &&
        unscoredClasses(dataset.labels.names, scores);
      if (this.#scored.length === 0 && unscored !== undefined) {
        progress.print(unscored);
      }
      entry = { step, images, ...flatScores(scores, floors) };
    } catch (error) {
      if (signal.aborted) return false;
      throw error;
    }
    const scored = scoredStep(entry);
    const warning = collapse(this.#scored, scored);
    if (warning !== undefined) progress.print(`warning: ${warning}`);
    this.#scored.push(scored);
    this.#log.append(entry);
    return this.best === scored;
  }

  async #compute(): Promise<{ floors: Scores; scores: Scores }> {
    const { trainer, progress, signal } = this.#run;
    const scorer = this.#scorer ??= await openRunScorer(
      this.#run,
      progress,
      signal,
    );
    const scores = await scorer.score(trainer, signal);
    return { floors: scorer.floors, scores };
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
