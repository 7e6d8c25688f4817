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

/**
 * The time of the machine.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { SYSTEM_CLOCK } from "edge-dcgan/serve/studio/clock.ts";
 *
 * const start = SYSTEM_CLOCK.now();
 * await new Promise<void>((resolve) => SYSTEM_CLOCK.after(1, resolve));
 * assert(SYSTEM_CLOCK.now() > start);
 * ```
 */
export const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};
