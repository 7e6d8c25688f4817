import { isGpu } from "../engine/engine.ts";
import type { Losses, PendingLosses, Trainer } from "../step/trainer.ts";

/** A step whose losses may still be on the device. */
interface UnreadStep<Step> {
  readonly step: Step;
  readonly pending: PendingLosses;
  /** Seconds until the step was submitted. */
  readonly seconds: number;
}

/**
 * Reads the losses of several steps at once, and hands them out in the order of
 * the steps. A GPU has to be waited for whenever something is read from it;
 * other engines have the losses ready, so there every step is read at once.
 */
export class StepLosses<Step> {
  readonly #trainer: Trainer;
  readonly #every: number;
  readonly #done: (step: Step, losses: Losses, seconds: number) => void;
  #unread: UnreadStep<Step>[] = [];

  /**
   * @param trainer Whose steps they are.
   * @param every Steps between two reads from a GPU.
   * @param done Is called with every step, its losses, and the seconds it took:
   * those of the wait are shared out among the steps.
   */
  constructor(
    trainer: Trainer,
    every: number,
    done: (step: Step, losses: Losses, seconds: number) => void,
  ) {
    this.#trainer = trainer;
    this.#every = isGpu(trainer.engine.device) ? every : 1;
    this.#done = done;
  }

  /**
   * Takes a step, and reads all that are unread if there are enough of them.
   *
   * @param step Anything that says which it is.
   * @param pending Its losses.
   * @param seconds Seconds it took to submit.
   */
  async add(
    step: Step,
    pending: PendingLosses,
    seconds: number,
  ): Promise<void> {
    this.#unread.push({ step, pending, seconds });
    if (this.#unread.length >= this.#every) await this.read();
  }

  /** Reads the losses of all steps that are unread. */
  async read(): Promise<void> {
    const unread = this.#unread;
    if (unread.length === 0) return;
    this.#unread = [];
    const start = performance.now();
    const losses = await this.#trainer.losses(
      unread.map(({ pending }) => pending),
    );
    const wait = (performance.now() - start) / 1000 / unread.length;
    unread.forEach(({ step, seconds }, index) =>
      this.#done(step, losses[index] as Losses, seconds + wait)
    );
  }
}
