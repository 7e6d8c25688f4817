/** Everybody who waits for the same work. */
class Party {
  readonly #watches: (() => AbortSignal)[] = [];
  readonly #over = new AbortController();
  #watched = false;
  #gone = 0;

  /** Whether all have gone. */
  get isOver(): boolean {
    return this.#over.signal.aborted;
  }

  join(watch: () => AbortSignal): void {
    this.#watches.push(watch);
    if (this.#watched) this.#watch(watch);
  }

  /** The signal that all have gone; they are watched from now on. */
  signal(): AbortSignal {
    if (!this.#watched) {
      this.#watched = true;
      for (const watch of this.#watches) this.#watch(watch);
    }
    return this.#over.signal;
  }

  #watch(watch: () => AbortSignal): void {
    const leave = () => {
      if (++this.#gone === this.#watches.length) this.#over.abort();
    };
    const signal = watch();
    if (signal.aborted) leave();
    else signal.addEventListener("abort", leave, { once: true });
  }
}

/**
 * Does the same work once for all who ask for it while it is under way. It is
 * given up only when all of them have gone.
 */
export class SingleFlight<R> {
  readonly #flights = new Map<string, { party: Party; result: Promise<R> }>();

  /**
   * Does work, or waits for the same work that is under way.
   *
   * @param key Names the work.
   * @param watch Gives the signal that whoever asks has gone.
   * @param work Does it; is given what gives the signal that all have gone. As
   *   long as it does not call that, nobody is watched.
   * @returns The result, and whether it was somebody else's work.
   * @throws What `work` throws, for all who wait.
   */
  async fly(
    key: string,
    watch: () => AbortSignal,
    work: (watch: () => AbortSignal) => Promise<R>,
  ): Promise<{ result: R; shared: boolean }> {
    const known = this.#flights.get(key);
    if (known !== undefined && !known.party.isOver) {
      known.party.join(watch);
      return { result: await known.result, shared: true };
    }
    const party = new Party();
    party.join(watch);
    const flight = { party, result: work(() => party.signal()) };
    this.#flights.set(key, flight);
    try {
      return { result: await flight.result, shared: false };
    } finally {
      if (this.#flights.get(key) === flight) this.#flights.delete(key);
    }
  }
}
