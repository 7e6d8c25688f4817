/** Milliseconds from one end to the other. */
const DURATION = 2600;

/**
 * Moves a place on a way there and back again, slowing down at the ends.
 *
 * @example
 * ```ts ignore
 * const player = new Player((way) => console.log(way));
 * player.start(0);
 * ```
 */
export class Player {
  readonly #show: (way: number) => void;
  #frame: number | undefined;

  /** @param show Called with each place on the way, 0 to 1. */
  constructor(show: (way: number) => void) {
    this.#show = show;
  }

  /** Whether it moves. */
  get playing(): boolean {
    return this.#frame !== undefined;
  }

  /**
   * Moves on from a place.
   *
   * @param way The place, 0 to 1.
   * @param stop Whether to stop at the far end instead of turning round.
   * @param stopped Called if it stops by itself.
   */
  start(way: number, stop = false, stopped: () => void = () => {}): void {
    this.stop();
    // The phase at which the cosine below has reached the place.
    const phase = Math.acos(1 - 2 * way);
    let begin: number | undefined;
    const step = (now: number) => {
      begin ??= now;
      const angle = phase + ((now - begin) / DURATION) * Math.PI;
      if (stop && angle >= Math.PI) {
        this.#frame = undefined;
        this.#show(1);
        stopped();
        return;
      }
      this.#show((1 - Math.cos(angle)) / 2);
      this.#frame = requestAnimationFrame(step);
    };
    this.#frame = requestAnimationFrame(step);
  }

  /** Stays where it is. */
  stop(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }
}
