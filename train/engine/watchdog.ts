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

/** Seconds before the first call is given up: it compiles and allocates. */
const FIRST_LIMIT = 600;
/** Least seconds before a later call is given up. */
const LEAST_LIMIT = 60;
/** How often longer than the slowest call so far a call may take. */
const PATIENCE = 50;

/**
 * Watches calls that may hang.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Watchdog } from "edge-dcgan/train/engine/watchdog.ts";
 *
 * const watchdog = new Watchdog("the engine hangs");
 * assertEquals(await watchdog.watch(() => Promise.resolve(7)), 7);
 * watchdog.stop();
 * ```
 */
export class Watchdog {
  readonly #shared = new Int32Array(new SharedArrayBuffer(8));
  readonly #worker: Worker;
  #calls = 0;
  #slowest = 0;

  /**
   * @param message What to print, behind `error: `, before the process is
   * killed.
   */
  constructor(message: string) {
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
    const limit = this.#calls === 0
      ? FIRST_LIMIT
      : Math.max(LEAST_LIMIT, PATIENCE * this.#slowest);
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
