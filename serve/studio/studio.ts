/**
 * Where pictures are made: a queue, and runners that are replaced when they are
 * lost.
 *
 * @module
 */

import type { PictureJob } from "../picture/job.ts";
import type { Rendering } from "../picture/render.ts";
import type { Clock } from "./clock.ts";
import type { Runner } from "./runner.ts";
import { SingleFlight } from "./single_flight.ts";
import { WorkQueue } from "./work_queue.ts";

/** How a {@linkcode Studio} works. */
export interface StudioOptions {
  /** How many runners there may be, an integer from 1. */
  readonly runners: number;
  /** Starts a runner that has loaded its generators. */
  readonly start: () => Promise<Runner>;
  /** Tells the time and waits. */
  readonly clock: Clock;
  /** Receives errors that are nobody's fault but ours. */
  readonly report: (error: unknown) => void;
}

/**
 * Sum of the weights that may wait: two of the heaviest jobs there can be, or
 * the pictures of four visitors.
 */
const CAPACITY = 256;

/** Longest wait to accept a job for, as far as that is known, milliseconds. */
const LONGEST_WAIT = 5000;

/** Weight of jobs that are painted together. */
const BATCH = 8;

/** Milliseconds that a job may take, waiting included. */
const DEADLINE = 20_000;

/**
 * Milliseconds after which a runner that has nothing to do is stopped, but for
 * the last: one keeps the memory of the largest pictures that it has made.
 */
const REST = 5000;

/** Milliseconds before another try to start a runner. */
const PAUSE = 1000;

/**
 * Renders jobs with one runner, adds others when more jobs wait than that takes
 * at a time, stops them when they have nothing to do, and replaces those that are
 * lost.
 */
export class Studio {
  /**
   * Resolves when the first runner is ready. Rejects if it cannot be started,
   * with a `UserError` if that is the user's mistake.
   */
  readonly opened: Promise<void>;
  readonly #options: StudioOptions;
  readonly #queue: WorkQueue;
  readonly #runners = new Set<Runner>();
  readonly #flights = new SingleFlight<Rendering>();
  /** Runners there are or will be, as one that is lost is replaced. */
  #wanted = 1;
  #closing = false;

  /**
   * Opens the studio.
   *
   * @param options How the studio works.
   *
   * @internal
   */
  constructor(options: StudioOptions) {
    this.#options = options;
    this.#queue = new WorkQueue({
      capacity: CAPACITY,
      longestWait: LONGEST_WAIT,
      batch: BATCH,
      deadline: DEADLINE,
      rest: REST,
      clock: options.clock,
      onLost: (runner, error) => this.#replace(runner, error),
      onRested: (runner) => this.#dismiss(runner),
    });
    this.opened = this.#add();
    // Perhaps nobody is waiting for it yet.
    this.opened.catch(() => {});
  }

  /** Whether it can render now: something is loaded, and it is not closing. */
  get isReady(): boolean {
    return !this.#closing && this.#queue.runners > 0;
  }

  /** Sum of the weights of the jobs that are waiting. */
  get waiting(): number {
    return this.#queue.waiting;
  }

  /** How many runners there are now. */
  get runners(): number {
    return this.#queue.runners;
  }

  /**
   * Renders a job; also before it is ready, when the job waits.
   *
   * @param job What to paint.
   * @param signal Gives the signal that the client has gone; see
   *   {@linkcode WorkQueue.submit}.
   * @param name Names the picture, if it has a name: one that is asked for
   *   again while it is being made is made once.
   * @returns The file, and whether somebody else had asked for it already.
   * @throws {Refusal} If the job was not done.
   *
   * @internal
   */
  async render(
    job: PictureJob,
    signal: () => AbortSignal,
    name?: string,
  ): Promise<Rendering & { readonly shared: boolean }> {
    if (name === undefined) {
      return { ...await this.#submit(job, signal), shared: false };
    }
    const { result, shared } = await this.#flights.fly(
      name,
      signal,
      (signal) => this.#submit(job, signal),
    );
    return { ...result, shared };
  }

  /**
   * Takes no more jobs, finishes those it has, and frees everything.
   *
   * @param patience Milliseconds before the jobs that are left are given up.
   */
  async close(patience: number): Promise<void> {
    this.#closing = true;
    const cancel = this.#options.clock.after(
      patience,
      () => this.#queue.abandon(),
    );
    await this.#queue.drain();
    cancel();
    for (const runner of this.#runners) runner.stop();
    this.#runners.clear();
  }

  #submit(job: PictureJob, signal: () => AbortSignal): Promise<Rendering> {
    const rendering = this.#queue.submit(job, signal);
    this.#grow();
    return rendering;
  }

  /** Adds a runner if more jobs wait than one takes at a time. */
  #grow(): void {
    const { waiting, runners } = this.#queue;
    // One after the other, so that they do not slow down the first picture.
    if (runners < this.#wanted || waiting <= BATCH || this.#closing) return;
    if (this.#wanted === this.#options.runners) return;
    this.#wanted++;
    this.#addPatiently();
  }

  async #add(): Promise<void> {
    const runner = await this.#options.start();
    if (this.#closing && this.#queue.waiting === 0) return runner.stop();
    this.#runners.add(runner);
    this.#queue.addRunner(runner);
    this.#grow();
  }

  /** Adds a runner, however often that has to be tried. */
  async #addPatiently(): Promise<void> {
    const { clock, report } = this.#options;
    while (!this.#closing) {
      try {
        return await this.#add();
      } catch (error) {
        report(error);
        await new Promise<void>((resolve) => clock.after(PAUSE, resolve));
      }
    }
  }

  #dismiss(runner: Runner): void {
    this.#wanted--;
    this.#runners.delete(runner);
    runner.stop();
  }

  #replace(runner: Runner, error: unknown): void {
    if (!this.#runners.delete(runner)) return;
    this.#options.report(error);
    runner.stop();
    this.#addPatiently();
  }
}
