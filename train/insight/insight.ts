import { exists } from "../../core/exists.ts";
import { pictureSize } from "../data/picture_header.ts";
import type { LogEntry } from "../record/log.ts";
import type { RunObserver } from "../run/observer.ts";
import type { StartedRun } from "../run/start.ts";
import { writeCurves } from "./curves.ts";
import { EventFile } from "../record/event_file.ts";
import type { History, LoggedStep } from "../record/history.ts";
import { readHistory } from "../record/read_history.ts";
import { writeRealsGrid } from "../record/reals_grid.ts";
import { runCharts } from "./run_charts.ts";
import { readScores, type ScoredStep } from "../record/scores.ts";
import { addStart } from "../record/starts.ts";

/** The first steps are all told to TensorBoard, later ones now and then. */
const FIRST_STEPS = 100;
const STEPS_BETWEEN = 10;

/**
 * Curves are drawn again no sooner than after this many times the time that
 * they took the last time: drawing never costs more than a hundredth.
 */
const PATIENCE = 100;

/** A step's numbers by their tags in TensorBoard. */
function tagged(step: LoggedStep, speed: number): Record<string, number> {
  const values: Record<string, number | undefined> = {
    "loss/discriminator": step.loss_d,
    "loss/real": step.loss_d_real,
    "loss/fake": step.loss_d_fake,
    "loss/generator": step.loss_g,
    "probability/D(x)": step.d_real,
    "probability/D(G(z))": step.d_fake,
    "training/learning_rate": step.lr,
    "training/learning_rate_d": step.lr_d,
    "training/augment_probability": step.augment,
    "training/images_per_second": speed,
  };
  const known = Object.entries(values).filter((
    entry,
  ): entry is [string, number] => entry[1] !== undefined);
  return Object.fromEntries(known);
}

/**
 * Shows how a run goes while it is trained: events for TensorBoard, curves, and
 * a grid of real pictures to compare the fakes with, all in the run's folder.
 */
export class Insight implements RunObserver, Disposable {
  readonly #folder: StartedRun["folder"];
  readonly #history: History;
  readonly #events: EventFile;
  /** Images at the last scores that TensorBoard knows. */
  #scored: number;
  /** When curves may be drawn again. */
  #next = 0;

  private constructor(
    folder: StartedRun["folder"],
    history: History,
    events: EventFile,
    scored: number,
  ) {
    this.#folder = folder;
    this.#history = history;
    this.#events = events;
    this.#scored = scored;
  }

  /**
   * Starts to watch a run that is about to be trained, or trained further.
   *
   * @param run The run.
   * @throws {WriteError} If a file of it cannot be written.
   */
  static async open(
    { trainer, folder, dataset }: StartedRun,
  ): Promise<Insight> {
    const { step, engine, options } = trainer;
    const { path, log } = folder;
    const history = await readHistory(log, step);
    const reals = `${path}/reals.png`;
    const isNew = !await exists(reals);
    if (isNew) await writeRealsGrid(reals, dataset, options.seed);
    await addStart(`${path}/starts.jsonl`, {
      step,
      time: new Date().toISOString(),
      device: engine.description,
      deno: Deno.version.deno,
    });
    const before = await readScores(folder.scores);
    const scored = before.findLast((entry) => entry.step <= step);
    const events = await EventFile.start(path, step);
    const insight = new Insight(folder, history, events, scored?.images ?? 0);
    if (isNew) await insight.#addPicture(step, "reals", reals);
    return insight;
  }

  async #addPicture(step: number, tag: string, path: string): Promise<void> {
    const png = await Deno.readFile(path);
    this.#events.image(step, { tag, png, ...pictureSize(png, "PNG") });
  }

  /** See {@linkcode RunObserver.stepDone}. */
  stepDone(entry: LogEntry, imagesPerSecond: number): void {
    const { step } = entry;
    this.#history.add(entry);
    if (step > FIRST_STEPS && step % STEPS_BETWEEN > 0) return;
    this.#events.scalars(step, tagged(entry, imagesPerSecond));
  }

  /** See {@linkcode RunObserver.gridDrawn}. */
  async gridDrawn(step: number, path: string): Promise<void> {
    await this.#addPicture(step, "fakes", path);
    await this.#draw(await readScores(this.#folder.scores));
  }

  /** See {@linkcode RunObserver.scored}. */
  async scored(): Promise<void> {
    const scored = await readScores(this.#folder.scores);
    for (const { step, images, scores } of scored) {
      if (images <= this.#scored) continue;
      this.#scored = images;
      const tags = Object.entries(scores).map(([name, value]) => {
        return [`score/${name}`, value];
      });
      this.#events.scalars(step, Object.fromEntries(tags));
    }
    await this.#draw(scored);
  }

  async #draw(scored: readonly ScoredStep[]): Promise<void> {
    const start = performance.now();
    if (start < this.#next) return;
    await writeCurves(this.#folder.path, runCharts(this.#history, scored));
    const end = performance.now();
    this.#next = end + PATIENCE * (end - start);
  }

  /** Ends the watch. */
  [Symbol.dispose](): void {
    this.#events.close();
  }
}
