import { formatSpeed } from "./speed.ts";
import { formatDuration, type ProgressLine } from "./progress.ts";

/** Steps, and milliseconds, after which the speed of a run is known. */
const ENOUGH = { steps: 4, time: 10_000 };

/** Prints once how long a run will take, as soon as its steps have been timed. */
export class Estimate {
  readonly #progress: ProgressLine;
  readonly #start: number;
  #steps = 0;
  #isShown = false;

  /** @param progress Where it is printed. */
  constructor(progress: ProgressLine) {
    this.#progress = progress;
    this.#start = progress.now();
  }

  /**
   * Takes note of a step.
   *
   * @param images Images that are left.
   * @param imagesPerSecond Speed of the run.
   */
  stepDone(images: number, imagesPerSecond: number): void {
    this.#steps++;
    const time = this.#progress.now() - this.#start;
    const isKnown = this.#steps >= ENOUGH.steps && time >= ENOUGH.time;
    if (this.#isShown || !isKnown || images === 0) return;
    this.#isShown = true;
    this.#progress.print(
      `time: about ${formatDuration(images / imagesPerSecond)} for ${
        images.toLocaleString("en")
      } images, at ${formatSpeed(imagesPerSecond)}`,
    );
  }
}
