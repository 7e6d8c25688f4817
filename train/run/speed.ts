/** Weight of the newest step once there are many. */
const NEWEST = 0.05;

/**
 * Speed of a run: a mean of its steps that comes to forget the old ones. The
 * first step does not count as soon as there is a second, since it opens the
 * sessions.
 */
export class SpeedMeter {
  #steps = 0;
  /** Mean seconds for an image. */
  #mean = 0;

  /**
   * Takes one more step into account.
   *
   * @param images Images of the step.
   * @param seconds Seconds it took.
   * @returns Images per second.
   */
  add(images: number, seconds: number): number {
    const weight = this.#steps < 2 ? 1 : Math.max(NEWEST, 1 / this.#steps);
    this.#mean += weight * (seconds / images - this.#mean);
    this.#steps++;
    return 1 / this.#mean;
  }
}

/**
 * A speed in words, to two digits.
 *
 * @param imagesPerSecond The speed.
 */
export function formatSpeed(imagesPerSecond: number): string {
  const digits = imagesPerSecond < 100
    ? imagesPerSecond.toPrecision(2)
    : Number(imagesPerSecond.toPrecision(2)).toLocaleString("en");
  return `${digits} a second`;
}
