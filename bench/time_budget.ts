import { UserError } from "../core/user_error.ts";

/** A stretch of time that measurements share. */
export class TimeBudget {
  readonly #end: number;

  /** @param seconds Its length, from now. */
  constructor(seconds: number) {
    this.#end = performance.now() + 1000 * seconds;
  }

  /** Seconds that are left. */
  get left(): number {
    return Math.max(0, (this.#end - performance.now()) / 1000);
  }

  /**
   * Measures, if there is time; says what is left out, and why.
   *
   * @param what What is measured, in words.
   * @param measurement Measures in the seconds that it is given.
   * @returns What it found, if anything.
   */
  async spend<Found>(
    what: string,
    measurement: (seconds: number) => Promise<Found>,
  ): Promise<Found | undefined> {
    try {
      if (this.left < 1) throw new UserError("there is no time left");
      return await measurement(this.left);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      console.log(`${what} is left out: ${error.message}`);
      return undefined;
    }
  }
}
