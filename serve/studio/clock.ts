/** Time as the engine needs it; tests bring their own. */
export interface Clock {
  /** Milliseconds since some moment; never goes back. */
  now(): number;
  /**
   * Calls back once after some milliseconds.
   *
   * @returns A function that prevents the call.
   */
  after(milliseconds: number, callback: () => void): () => void;
}

/** The time of the machine. */
export const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};
