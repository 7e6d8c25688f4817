import process from "node:process";

/** Exit code of a program that an interrupt ended. */
export const INTERRUPTED = 130;

/** Signals that interrupt; Windows knows only the first. */
const SIGNALS: readonly NodeJS.Signals[] = process.platform === "win32"
  ? ["SIGINT"]
  : ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Milliseconds in which signals are one and the same interrupt. Ctrl-C reaches
 * all processes of the terminal, and `deno task` and npm's `deno` each pass on
 * a copy of their own.
 */
const ONE_INTERRUPT_MS = 500;

/**
 * Waits for an interrupt from now on until it is disposed; a second one ends the
 * process at once.
 */
export class Interrupts implements Disposable {
  readonly #controller = new AbortController();
  readonly #announce: () => void;
  #first = 0;
  readonly #listener = () => {
    if (!this.signal.aborted) {
      this.#first = performance.now();
      this.#controller.abort();
      this.#announce();
    } else if (performance.now() - this.#first > ONE_INTERRUPT_MS) {
      process.exit(INTERRUPTED);
    }
  };

  /** @param announce Called at the first interrupt. */
  constructor(announce: () => void) {
    this.#announce = announce;
    for (const name of SIGNALS) process.on(name, this.#listener);
  }

  /** Aborted by the first interrupt. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Leaves interrupts to the system again. */
  [Symbol.dispose](): void {
    for (const name of SIGNALS) process.off(name, this.#listener);
  }
}
