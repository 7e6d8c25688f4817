/**
 * A curve of any length in bounded memory.
 *
 * @module
 */

/** Neighbouring values of a curve, taken together. */
export interface Bucket {
  /** Mean position of the values. */
  readonly x: number;
  /** Mean of the values. */
  readonly mean: number;
  /** Smallest value. */
  readonly min: number;
  /** Largest value. */
  readonly max: number;
  /** Number of values. */
  readonly count: number;
}

/** A point of a smooth curve. */
export type Point = readonly [x: number, y: number];

/** Whole buckets that a series has at most, and half as many at least. */
const MOST_BUCKETS = 800;

/** Standard deviation of the smoothing, as a part of the curve's length. */
const SMOOTHING = 0.01;

function merged(a: Bucket, b: Bucket): Bucket {
  const count = a.count + b.count;
  return {
    x: (a.x * a.count + b.x * b.count) / count,
    mean: (a.mean * a.count + b.mean * b.count) / count,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    count,
  };
}

/**
 * Collects the values of a curve, step by step. Of a long curve it keeps
 * buckets of 2, 4, 8, … neighbouring values, which depend on the values alone:
 * a resumed run has the same as one that never stopped.
 */
export class Series {
  #whole: Bucket[] = [];
  #last: Bucket | undefined;
  /** Values in a whole bucket: a power of two. */
  #size = 1;

  /**
   * Adds a value.
   *
   * @param x Its position, larger than those before.
   * @param y The value; one that is not finite is left out.
   */
  add(x: number, y: number): void {
    if (!Number.isFinite(y)) return;
    const value = { x, mean: y, min: y, max: y, count: 1 };
    this.#last = this.#last === undefined ? value : merged(this.#last, value);
    if (this.#last.count < this.#size) return;
    this.#whole.push(this.#last);
    this.#last = undefined;
    if (this.#whole.length === MOST_BUCKETS) this.#halve();
  }

  #halve(): void {
    const pairs: Bucket[] = [];
    for (let index = 0; index < this.#whole.length; index += 2) {
      const [a, b] = this.#whole.slice(index, index + 2);
      pairs.push(merged(a as Bucket, b as Bucket));
    }
    this.#whole = pairs;
    this.#size *= 2;
  }

  /** All values, in buckets; the last may be smaller than the others. */
  get buckets(): Bucket[] {
    return this.#last === undefined
      ? [...this.#whole]
      : [...this.#whole, this.#last];
  }

  /**
   * The curve without its noise: means weighted by a Gaussian whose standard
   * deviation is 1 % of the curve's length. It looks to both sides, so it does
   * not lag behind as a moving average does.
   *
   * @returns A point for each bucket.
   */
  smooth(): Point[] {
    const { buckets } = this;
    const deviation = Math.max(SMOOTHING * buckets.length, 1e-9);
    const reach = Math.ceil(3 * deviation);
    const weights = Array.from(
      { length: reach + 1 },
      (_, distance) => Math.exp(-0.5 * (distance / deviation) ** 2),
    );
    return buckets.map(({ x }, index) => {
      let [sum, weight] = [0, 0];
      const end = Math.min(index + reach, buckets.length - 1);
      for (let other = Math.max(index - reach, 0); other <= end; other++) {
        const { mean, count } = buckets[other] as Bucket;
        const part = count * (weights[Math.abs(other - index)] as number);
        sum += part * mean;
        weight += part;
      }
      return [x, sum / weight];
    });
  }
}
