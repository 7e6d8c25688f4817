/**
 * Turns a silent hang into an error.
 *
 * A hang of threaded WebAssembly leaves the main thread spinning, so no timer
 * of its own can fire: a worker watches it and ends the process.
 *
 * @module
 */

// Deno's class: onnxruntime-web puts Node's in its place when it starts.
const { Worker } = globalThis;

/** How long a {@linkcode Watchdog} lets a call take, see its worker. */
export interface WatchdogLimits {
  /** Seconds for the first call, which compiles and allocates. */
  readonly first: number;
  /** Least seconds for a later call. */
  readonly least: number;
  /** How often longer than the slowest call so far a later call may take. */
  readonly patience: number;
}

/** What the worker needs to know. */
export interface WatchdogTask {
  /** Number of the call in progress, 0 while there is none. */
  readonly call: Int32Array;
  /** What to print, behind `error: `. */
  readonly message: string;
  /** How long a call may take. */
  readonly limits: WatchdogLimits;
}

const LIMITS: WatchdogLimits = { first: 600, least: 60, patience: 50 };

/**
 * Watches calls that may hang.
 */
export class Watchdog {
  readonly #call = new Int32Array(new SharedArrayBuffer(4));
  readonly #worker: Worker;
  #calls = 0;

  /**
   * @param message What to print, behind `error: `, before the process is
   * killed.
   * @param limits How long a call may take; by default 600 seconds for the
   * first, and for a later one 50 times the slowest so far, but 60 seconds at
   * least. Only seconds count in which the process had a processor.
   */
  constructor(message: string, limits: WatchdogLimits = LIMITS) {
    this.#worker = new Worker(import.meta.resolve("./watchdog_worker.ts"), {
      type: "module",
    });
    const task: WatchdogTask = { call: this.#call, message, limits };
    this.#worker.postMessage(task);
  }

  /**
   * Carries out a call; ends the process if it takes much longer than all
   * before it.
   *
   * @param call The call.
   * @returns Its result.
   */
  async watch<Result>(call: () => Promise<Result>): Promise<Result> {
    Atomics.store(this.#call, 0, ++this.#calls);
    try {
      return await call();
    } finally {
      Atomics.store(this.#call, 0, 0);
    }
  }

  /** Ends the watch. */
  stop(): void {
    this.#worker.terminate();
  }
}
