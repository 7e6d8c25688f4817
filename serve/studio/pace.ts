/** The newest run has this share in the measured speed. */
const NEWEST_SHARE = 0.2;

/** How long a runner takes, as measured. */
export class Pace {
  /** Milliseconds for a weight of 1. */
  #pace: number | undefined;

  /**
   * Learns from a run.
   *
   * @param weight Sum of the weights of its jobs.
   * @param milliseconds How long it took.
   */
  measure(weight: number, milliseconds: number): void {
    const pace = milliseconds / weight;
    this.#pace ??= pace;
    this.#pace += NEWEST_SHARE * (pace - this.#pace);
  }

  /**
   * Milliseconds that some runners will take for a weight; 0 before anything
   * was measured.
   */
  expect(weight: number, runners: number): number {
    return weight * (this.#pace ?? 0) / Math.max(1, runners);
  }
}
