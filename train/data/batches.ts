/**
 * From a dataset to the batches of an epoch.
 *
 * @module
 */

import { permutation, uniforms } from "../../core/noise/random.ts";
import type { Dataset } from "./dataset.ts";

/** Byte to number in [-1, 1], the range of the generator's tanh. */
const SCALED = Float32Array.from({ length: 256 }, (_, byte) => {
  return byte / 127.5 - 1;
});

/**
 * Gathers pictures of a dataset as input of the discriminator.
 *
 * @param dataset Where the pictures are.
 * @param indices Which ones, each in [0, `dataset.count`).
 * @param isMirrored Tells of a row of the batch whether it is mirrored left to
 * right; none is by default.
 * @returns `[indices.length, 3, height, width]`, values in [-1, 1].
 * @throws {RangeError} If an index is not in the dataset.
 */
export function pictureBatch(
  dataset: Pick<Dataset, "height" | "width" | "count" | "pixels">,
  indices: ArrayLike<number>,
  isMirrored: (row: number) => boolean = () => false,
): Float32Array<ArrayBuffer> {
  const { width } = dataset;
  const size = 3 * dataset.height * dataset.width;
  const batch = new Float32Array(indices.length * size);
  for (let row = 0; row < indices.length; row++) {
    const index = indices[row] as number;
    if (!(index >= 0 && index < dataset.count)) {
      throw new RangeError(
        `Cannot take picture ${index}: the dataset has ${dataset.count}`,
      );
    }
    const from = index * size;
    const to = row * size;
    for (let offset = 0; offset < size; offset++) {
      batch[to + offset] =
        SCALED[dataset.pixels[from + offset] as number] as number;
    }
    if (!isMirrored(row)) continue;
    for (let line = to; line < to + size; line += width) {
      batch.subarray(line, line + width).reverse();
    }
  }
  return batch;
}

/** What batches are made of. */
type BatchSource = Pick<
  Dataset,
  "height" | "width" | "count" | "pixels" | "labels"
>;

/**
 * All batches of a run, in order: every epoch shows the pictures in an order of
 * its own, the {@linkcode permutation} of the stream `order` and the substream
 * `epoch`, and drops the last, partial batch. A batch depends on nothing but
 * the seed and its step, so a resumed run goes on in the same order.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { BatchSequence } from "@edge-dcgan/edge-dcgan";
 *
 * const pixels = new Uint8Array(5 * 3);
 * const five = { height: 1, width: 1, count: 5, pixels };
 * const batches = new BatchSequence(five, { batch: 2, seed: 0 });
 * assertEquals(batches.stepsPerEpoch, 2);
 * assertEquals(batches.at(7).length, 2 * 3);
 * ```
 */
export class BatchSequence {
  /** Batches in an epoch. */
  readonly stepsPerEpoch: number;
  readonly #dataset: BatchSource;
  readonly #batch: number;
  readonly #seed: number;
  readonly #mirror: boolean;
  #order: { epoch: number; indices: Uint32Array } | undefined;

  /**
   * Reads nothing yet.
   *
   * @param dataset Where the pictures are.
   * @param options `batch`: pictures in a batch; `seed`: seed of the run;
   * `mirror`: whether half of the pictures are mirrored, false by default.
   */
  constructor(
    dataset: BatchSource,
    { batch, seed, mirror = false }: {
      batch: number;
      seed: number;
      mirror?: boolean;
    },
  ) {
    this.stepsPerEpoch = Math.floor(dataset.count / batch);
    this.#dataset = dataset;
    this.#batch = batch;
    this.#seed = seed;
    this.#mirror = mirror;
  }

  /**
   * The batch of a step.
   *
   * @param step Step of the run, from 0.
   * @returns `[batch, 3, height, width]`, values in [-1, 1].
   */
  at(step: number): Float32Array<ArrayBuffer> {
    const indices = this.#indices(step);
    if (!this.#mirror) return pictureBatch(this.#dataset, indices);
    const drawn = uniforms(this.#seed, "mirror", step, this.#batch);
    return pictureBatch(
      this.#dataset,
      indices,
      (row) => (drawn[row] as number) < 0.5,
    );
  }

  /**
   * The classes of the batch of a step.
   *
   * @param step Step of the run, from 0.
   * @returns Index of each picture's class; none if there are no labels.
   */
  labelsAt(step: number): number[] {
    const { labels } = this.#dataset;
    if (labels === undefined) return [];
    return Array.from(
      this.#indices(step),
      (picture) => labels.indices[picture] as number,
    );
  }

  /** The pictures of the batch of a step. */
  #indices(step: number): Uint32Array {
    const epoch = Math.floor(step / this.stepsPerEpoch);
    if (this.#order?.epoch !== epoch) {
      const { count } = this.#dataset;
      const indices = permutation(this.#seed, "order", epoch, count);
      this.#order = { epoch, indices };
    }
    const first = (step % this.stepsPerEpoch) * this.#batch;
    return this.#order.indices.subarray(first, first + this.#batch);
  }
}
