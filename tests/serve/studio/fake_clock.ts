import type { Clock } from "../../../serve/studio/clock.ts";

/** A clock that goes on only when it is told to. */
export class FakeClock implements Clock {
  #now = 0;
  readonly #timers = new Map<symbol, { due: number; callback: () => void }>();

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const id = Symbol();
    this.#timers.set(id, { due: this.#now + milliseconds, callback });
    return () => this.#timers.delete(id);
  }

  /** How many timers are running. */
  get timers(): number {
    return this.#timers.size;
  }

  /** Lets time pass, and what waits for promises go on. */
  async tick(milliseconds = 0): Promise<void> {
    const end = this.#now + milliseconds;
    for (;;) {
      await settle();
      const [next] = [...this.#timers].filter(([, { due }]) => due <= end)
        .sort(([, a], [, b]) => a.due - b.due);
      if (next === undefined) break;
      const [id, { due, callback }] = next;
      this.#timers.delete(id);
      this.#now = due;
      callback();
    }
    this.#now = end;
  }
}

/** Lets everything that waits for promises go on. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
