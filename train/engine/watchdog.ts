/**
 * Turns a silent hang into an error.
 *
 * A hang of threaded WebAssembly leaves the main thread spinning, so no timer
 * of its own can fire: a worker watches it and ends the process.
 *
 * @module
 */

/** Index of the number of the call in progress, 0 while there is none. */
export const CALL = 0;
/** Index of the seconds the call may take. */
export const LIMIT = 1;

// Deno's class: onnxruntime-web puts Node's in its place when it starts.
const { Worker } = globalThis;

/** How long a {@linkcode Watchdog} lets a call take. */
export interface WatchdogLimits {
  /** Seconds for the first call, which compiles and allocates. */
  readonly first: number;
  /** Least seconds for a later call. */
  readonly least: number;
  /** How often longer than the slowest call so far a later call may take. */
  readonly patience: number;
}

const LIMITS: WatchdogLimits = { first: 600, least: 60, patience: 50 };

/**
 * Watches calls that may hang.
 */
export class Watchdog {
  readonly #shared = new Int32Array(new SharedArrayBuffer(8));
  readonly #worker: Worker;
  readonly #limits: WatchdogLimits;
  #calls = 0;
  #slowest = 0;

  /**
   * @param message What to print, behind `error: `, before the process is
   * killed.
   * @param limits How long a call may take; by default 600 seconds for the
   * first, and for a later one 50 times the slowest so far, but 60 seconds at
   * least.
   */
  constructor(message: string, limits: WatchdogLimits = LIMITS) {
    this.#limits = limits;
    this.#worker = new Worker(import.meta.resolve("./watchdog_worker.ts"), {
      type: "module",
    });
    this.#worker.postMessage({ shared: this.#shared, message });
  }

  /**
   * Carries out a call; ends the process if it takes much longer than all
   * before it.
   *
   * @param call The call.
   * @returns Its result.
   */
  async watch<Result>(call: () => Promise<Result>): Promise<Result> {
    const { first, least, patience } = this.#limits;
    const limit = this.#calls === 0
      ? first
      : Math.max(least, patience * this.#slowest);
    const start = performance.now();
    Atomics.store(this.#shared, LIMIT, Math.ceil(limit));
    Atomics.store(this.#shared, CALL, ++this.#calls);
    try {
      return await call();
    } finally {
      Atomics.store(this.#shared, CALL, 0);
      const seconds = (performance.now() - start) / 1000;
      this.#slowest = Math.max(this.#slowest, seconds);
    }
  }

  /** Ends the watch. */
  stop(): void {
    this.#worker.terminate();
  }
}
