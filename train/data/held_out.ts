import { permutation } from "../../core/noise/random.ts";
import type { Dataset } from "./dataset.ts";

/** Most pictures that are kept out of training, as a part of all. */
const MOST = 0.1;

/** The pictures of a dataset in two parts. */
export interface SplitDataset {
  /** Pictures to train on. */
  readonly training: Dataset;
  /** Pictures that training never sees. */
  readonly heldOut: Dataset;
}

/**
 * How many pictures are kept out of training: what was asked for, but at most a
 * tenth of them, and never so many that less than a batch is left.
 *
 * @param count Number of pictures.
 * @param options `holdout`: how many were asked for; `batch`: pictures in a
 * batch.
 */
export function heldOutCount(
  count: number,
  { holdout, batch }: { holdout: number; batch: number },
): number {
  const most = Math.min(Math.floor(MOST * count), count - batch);
  return Math.max(0, Math.min(holdout, most));
}

/**
 * Divides a dataset into pictures to train on and pictures to score with. Which
 * pictures are kept out follows from the seed alone; the others stay in order.
 *
 * The two share the memory of the dataset, whose pixels are moved: it must not
 * be used afterwards. Both keep its fingerprint, that of all pictures.
 *
 * @param dataset The dataset; given up.
 * @param options `holdout`: pictures to keep out, see {@linkcode heldOutCount};
 * `batch`: pictures in a batch; `seed`: seed of the run.
 */
export function splitDataset(
  dataset: Dataset,
  options: { holdout: number; batch: number; seed: number },
): SplitDataset {
  const { count, pixels, height, width } = dataset;
  const size = 3 * height * width;
  const out = heldOutCount(count, options);
  const order = permutation(options.seed, "heldOut", 0, count);
  const chosen = order.subarray(0, out).sort();
  const kept = new Uint8Array(out * size);
  let next = 0;
  for (let index = 0; index < count; index++) {
    const picture = pixels.subarray(index * size, (index + 1) * size);
    if (index === chosen[next]) kept.set(picture, next++ * size);
    else if (next > 0) pixels.set(picture, (index - next) * size);
  }
  const boundary = (count - out) * size;
  pixels.set(kept, boundary);
  const isOut = new Set(chosen);
  const part = (of: "training" | "heldOut", pixels: Dataset["pixels"]) => ({
    ...dataset,
    count: pixels.length / size,
    pixels,
    ...dataset.labels && {
      labels: {
        ...dataset.labels,
        indices: dataset.labels.indices.filter((_, picture) =>
          isOut.has(picture) === (of === "heldOut")
        ),
      },
    },
  });
  return {
    training: part("training", pixels.subarray(0, boundary)),
    heldOut: part("heldOut", pixels.subarray(boundary)),
  };
}
