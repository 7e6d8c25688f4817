/** Milliseconds from one end to the other, unless said otherwise. */
const DURATION = 2600;

/** Moves a place on a way there and back again, slowing down at the ends. */
export class Player {
  readonly #show: (way: number) => void;
  readonly #duration: number;
  #frame: number | undefined;

  /**
   * @param show Called with each place on the way, 0 to 1.
   * @param duration Milliseconds from one end to the other.
   */
  constructor(show: (way: number) => void, duration = DURATION) {
    this.#show = show;
    this.#duration = duration;
  }

  /** Whether it moves. */
  get playing(): boolean {
    return this.#frame !== undefined;
  }

  /** Moves on from a place, 0 to 1, for ever. */
  start(way: number): void {
    this.#run(way, Infinity, () => {});
  }

  /** Moves to the far end and stops there. */
  toEnd(stopped: () => void): void {
    this.#run(0, Math.PI, stopped);
  }

  /** Moves there and back once. */
  once(): Promise<void> {
    return new Promise((resolve) => this.#run(0, 2 * Math.PI, resolve));
  }

  /** Stays where it is. */
  stop(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }

  #run(way: number, last: number, stopped: () => void): void {
    this.stop();
    // The phase at which the cosine below has reached the place.
    const phase = Math.acos(1 - 2 * way);
    let begin: number | undefined;
    const step = (now: number) => {
      begin ??= now;
      const angle = phase + ((now - begin) / this.#duration) * Math.PI;
      this.#show((1 - Math.cos(Math.min(angle, last))) / 2);
      if (angle < last) {
        this.#frame = requestAnimationFrame(step);
        return;
      }
      this.#frame = undefined;
      stopped();
    };
    this.#frame = requestAnimationFrame(step);
  }
}
