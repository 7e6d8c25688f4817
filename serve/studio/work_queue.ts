/**
 * A bounded queue in front of runners that render several jobs at once.
 *
 * @module
 */

import type { PictureJob } from "../picture/job.ts";
import type { Rendering } from "../picture/render.ts";
import type { Clock } from "./clock.ts";
import { Pace } from "./pace.ts";
import { Refusal } from "./refusal.ts";
import type { Runner } from "./runner.ts";

/** How a {@linkcode WorkQueue} works. */
export interface QueueOptions {
  /** Sum of the weights that may wait. */
  readonly capacity: number;
  /**
   * Milliseconds: a job is refused where those before it will take longer, by
   * what was measured.
   */
  readonly longestWait: number;
  /** Sum of the weights that are run together; a heavier job runs alone. */
  readonly batch: number;
  /** Milliseconds that a job may take, waiting included. */
  readonly deadline: number;
  /** Milliseconds after which an idle runner is given up, but for the last. */
  readonly rest: number;
  /** Tells the time and waits. */
  readonly clock: Clock;
  /** Is told of a runner that was lost, and how. */
  readonly onLost: (runner: Runner, error: unknown) => void;
  /** Is told of a runner that was given up. */
  readonly onRested: (runner: Runner) => void;
}

/** A job in the queue, until it is done or refused. */
interface Entry {
  readonly job: PictureJob;
  readonly signal: () => AbortSignal;
  readonly submitted: number;
  readonly resolve: (rendering: Rendering) => void;
  readonly reject: (refusal: Refusal) => void;
  /** Whether it was with a runner that was lost. */
  retried: boolean;
  /** Undoes the timer of the deadline and the listener of the signal. */
  forget: (() => void)[];
}

/** Longest time to ask a client to wait, seconds. */
const LONGEST_RETRY = 60;

function weightOf(entries: readonly Entry[]): number {
  return entries.reduce((sum, { job }) => sum + job.weight, 0);
}

/**
 * Jobs wait in the order they came. The runner that became idle last takes the
 * first, and with it others for the same generator that are waiting as well, up
 * to a bounded weight: nobody waits for a batch to fill. A job of a runner that
 * was lost is tried once more, alone and before all others. A runner that has
 * been idle for long is given up, unless it is the only one.
 */
export class WorkQueue {
  readonly #options: QueueOptions;
  readonly #waiting: Entry[] = [];
  readonly #running = new Set<Entry>();
  readonly #runners = new Set<Runner>();
  /** Those that have nothing to do, and what undoes the timers of their rest. */
  readonly #idle = new Map<Runner, () => void>();
  /** Those that have not finished a run yet. */
  readonly #cold = new Set<Runner>();
  readonly #drained = Promise.withResolvers<void>();
  readonly #pace = new Pace();
  #closed = false;

  /** @param options How the queue works. */
  constructor(options: QueueOptions) {
    this.#options = options;
  }

  /** Sum of the weights that are waiting. */
  get waiting(): number {
    return weightOf(this.#waiting);
  }

  /** How many runners there are, busy or not. */
  get runners(): number {
    return this.#runners.size;
  }

  /**
   * Queues a job.
   *
   * @param job What to paint.
   * @param signal Gives the signal that whoever asked has gone; is only called
   *   if the job has to wait, since nothing stops a runner.
   * @returns The file, with the time that the job waited.
   * @throws {Refusal} If the job was not done.
   */
  submit(job: PictureJob, signal: () => AbortSignal): Promise<Rendering> {
    const { capacity, longestWait, clock, deadline } = this.#options;
    if (this.#closed) return Promise.reject(new Refusal("closing"));
    const isFull = this.waiting + job.weight > capacity;
    const isLong = this.#expectedWait > longestWait;
    if (isFull || isLong || this.#expectedEnd(job) > deadline) {
      return Promise.reject(this.#refusal("full"));
    }
    const { promise, resolve, reject } = Promise.withResolvers<Rendering>();
    const entry: Entry = {
      job,
      signal,
      submitted: clock.now(),
      resolve,
      reject,
      retried: false,
      forget: [],
    };
    entry.forget.push(clock.after(deadline, () => this.#expire(entry)));
    this.#waiting.push(entry);
    this.#dispatch();
    if (this.#waiting.includes(entry)) this.#watch(entry);
    return promise;
  }

  /** Adds a runner that is ready to work. */
  addRunner(runner: Runner): void {
    this.#runners.add(runner);
    this.#cold.add(runner);
    this.#rest(runner);
    this.#dispatch();
  }

  /** Takes no more jobs, and waits until those it has are done. */
  async drain(): Promise<void> {
    this.#closed = true;
    this.#checkDrained();
    await this.#drained.promise;
  }

  /** Gives up all jobs it has. */
  abandon(): void {
    this.#closed = true;
    for (const entry of [...this.#waiting, ...this.#running]) {
      this.#refuse(entry, new Refusal("closing"));
    }
    this.#checkDrained();
  }

  /** Milliseconds until all that waits now will have had its turn. */
  get #expectedWait(): number {
    return this.#pace.expect(this.waiting, this.#runners.size);
  }

  /**
   * Milliseconds until a new job would be done; 0 if nothing else is to be
   * done, as asking again would not help then.
   */
  #expectedEnd(job: PictureJob): number {
    const underWay = [...this.#running];
    if (this.waiting === 0 && underWay.length === 0) return 0;
    const weight = this.waiting + job.weight + weightOf(underWay);
    return this.#pace.expect(weight, this.#runners.size);
  }

  /** A refusal that says when to ask again. */
  #refusal(reason: "full" | "late"): Refusal {
    const seconds = Math.ceil(this.#expectedWait / 1000);
    const retryAfter = Math.min(Math.max(1, seconds), LONGEST_RETRY);
    return new Refusal(reason, { retryAfter });
  }

  #dispatch(): void {
    for (;;) {
      // The one that became idle last, so that those not needed rest.
      const [runner, wake] = [...this.#idle].at(-1) ?? [];
      const [first] = this.#waiting;
      if (runner === undefined || first === undefined) return;
      wake?.();
      this.#idle.delete(runner);
      this.#run(runner, this.#takeBatch(first));
    }
  }

  #rest(runner: Runner): void {
    const { clock, rest, onRested } = this.#options;
    // Where it is the only one, no timer runs: it stays.
    const wake = this.#runners.size === 1 ? () => {} : clock.after(rest, () => {
      if (this.#runners.size === 1) return;
      this.#idle.delete(runner);
      this.#runners.delete(runner);
      this.#cold.delete(runner);
      onRested(runner);
    });
    this.#idle.set(runner, wake);
  }

  /** Takes the first entry and what can be run with it off the queue. */
  #takeBatch(first: Entry): Entry[] {
    const entries = [first];
    let room = this.#options.batch - first.job.weight;
    // Jobs that were with a lost runner are kept apart: one may be the reason.
    const others = first.retried ? [] : this.#waiting.slice(1);
    for (const entry of others) {
      if (room < 1) break;
      const { generator, weight } = entry.job;
      const together = generator === first.job.generator && !entry.retried;
      if (!together || weight > room) continue;
      room -= weight;
      entries.push(entry);
    }
    for (const entry of entries) this.#unqueue(entry);
    return entries;
  }

  #unqueue(entry: Entry): void {
    const index = this.#waiting.indexOf(entry);
    if (index >= 0) this.#waiting.splice(index, 1);
  }

  async #run(runner: Runner, entries: Entry[]): Promise<void> {
    const { clock, onLost } = this.#options;
    const started = clock.now();
    for (const entry of entries) this.#running.add(entry);
    try {
      const renderings = await runner.run(entries.map(({ job }) => job));
      // The first run also compiles and loads encoders: by its pace, a service
      // would refuse the first page that it shows.
      if (!this.#cold.delete(runner)) {
        this.#pace.measure(weightOf(entries), clock.now() - started);
      }
      entries.forEach((entry, index) => {
        entry.resolve({
          ...renderings[index] as Rendering,
          queueMs: started - entry.submitted,
        });
        this.#forget(entry);
      });
      this.#rest(runner);
    } catch (error) {
      this.#runners.delete(runner);
      this.#cold.delete(runner);
      for (const entry of entries.toReversed()) this.#retry(entry, error);
      onLost(runner, error);
    }
    this.#dispatch();
    this.#checkDrained();
  }

  #retry(entry: Entry, cause: unknown): void {
    // One that was refused meanwhile is not wanted any more.
    if (!this.#running.delete(entry)) return;
    if (entry.retried) {
      return this.#refuse(entry, new Refusal("failed", { cause }));
    }
    entry.retried = true;
    this.#waiting.unshift(entry);
    this.#watch(entry);
  }

  /** Gives a waiting job up when whoever asked for it goes. */
  #watch(entry: Entry): void {
    const signal = entry.signal();
    const leave = () => {
      if (this.#waiting.includes(entry)) {
        this.#refuse(entry, new Refusal("left"));
      }
    };
    if (signal.aborted) return leave();
    signal.addEventListener("abort", leave, { once: true });
    entry.forget.push(() => signal.removeEventListener("abort", leave));
  }

  #expire(entry: Entry): void {
    this.#refuse(
      entry,
      this.#running.has(entry) ? new Refusal("slow") : this.#refusal("late"),
    );
  }

  #refuse(entry: Entry, refusal: Refusal): void {
    this.#unqueue(entry);
    entry.reject(refusal);
    this.#forget(entry);
    this.#checkDrained();
  }

  #forget(entry: Entry): void {
    this.#running.delete(entry);
    for (const undo of entry.forget) undo();
    entry.forget.length = 0;
  }

  #checkDrained(): void {
    const empty = this.#waiting.length === 0 && this.#running.size === 0;
    if (!this.#closed || !empty) return;
    for (const wake of this.#idle.values()) wake();
    this.#drained.resolve();
  }
}
