/**
 * The network whose features pictures are compared by.
 *
 * Scores of generators compare features of pictures, not pixels. The usual
 * features are those of a network trained on ImageNet; for pictures unlike
 * ImageNet's, Naeem et al. ("Reliable Fidelity and Diversity Metrics for
 * Generative Models", 2020, section 3.3) find a network with random weights as
 * good or better. This one is such a network: its weights are drawn from a
 * fixed seed, so every machine has the same.
 *
 * @module
 */

import { normals } from "../../core/noise/random.ts";
import { relu } from "../graph/operations/activation.ts";
import { conv2d } from "../graph/operations/convolution.ts";
import { reshape } from "../graph/operations/layout.ts";
import { mean } from "../graph/operations/mean.ts";
import { compile, type Program } from "../graph/program.ts";
import { constant, feed, sizeOf, type Value } from "../graph/value.ts";

/** The seed of the weights: features of another seed are other features. */
const SEED = 0;

/** One resolution of the network. */
interface Stage {
  /** Channels of its convolutions. */
  readonly channels: number;
  /** Cells along each side in which features are averaged. */
  readonly cells: 1 | 2;
}

/** The first stage sees whole pictures, each other half the one before. */
const STAGES: readonly Stage[] = [
  { channels: 32, cells: 1 },
  { channels: 48, cells: 1 },
  { channels: 64, cells: 2 },
  { channels: 96, cells: 2 },
];

/**
 * A random filter bank `[outputs, inputs, side, side]` of He's variance (He et
 * al., 2015). The filters of all layers but the first have no mean: activations
 * are positive, and a filter with a mean would pass on little but their
 * average, which all pictures share.
 */
function filters(
  layer: number,
  outputs: number,
  inputs: number,
  side: number,
): Value {
  const size = inputs * side ** 2;
  const values = normals(SEED, "features", layer, outputs * size);
  const scale = Math.sqrt(2 / size);
  for (let start = 0; start < values.length; start += size) {
    const filter = values.subarray(start, start + size);
    const center = layer === 0
      ? 0
      : filter.reduce((sum, value) => sum + value, 0) / size;
    filter.forEach((value, index) => {
      filter[index] = scale * (value - center);
    });
  }
  return constant(values, [outputs, inputs, side, side]);
}

/** Means of every channel over `cells` × `cells` parts of the picture. */
function cellMeans(x: Value, cells: number): Value {
  const [n = 1, channels = 0, height = 0, width = 0] = x.shape;
  const means = cells === 1 ? mean(x, [2, 3]) : mean(
    reshape(x, [
      ...[n, channels],
      ...[cells, height / cells],
      ...[cells, width / cells],
    ]),
    [3, 5],
  );
  return reshape(means, [n, sizeOf(means.shape) / n]);
}

/**
 * The features of pictures.
 *
 * Like a VGG the network is made of 3×3 convolutions with ReLU; a 2×2
 * convolution halves the picture between two stages. The features of a stage are
 * the means of its channels, over the whole picture where they are about
 * texture, over quarters of it where they are about what is where.
 *
 * @param images `[N, 3, H, W]` in [-1, 1]; H and W are multiples of 16.
 * @returns `stage0` to `stage3`, `[N, 32]`, `[N, 48]`, `[N, 256]` and
 * `[N, 384]`.
 */
export function features(images: Value): Record<string, Value> {
  let x = images;
  let layer = 0;
  const convolve = (outputs: number, side: 2 | 3) => {
    const bank = filters(layer++, outputs, x.shape[1] as number, side);
    const geometry = side === 2 ? { stride: 2 } : { padding: 1 };
    x = relu(conv2d(x, bank, geometry));
  };
  const stages: Record<string, Value> = {};
  STAGES.forEach(({ channels, cells }, index) => {
    if (index > 0) convolve(channels, 2);
    convolve(channels, 3);
    stages[`stage${index}`] = cellMeans(x, cells);
  });
  return stages;
}

/**
 * Compiles the network for pictures of one size, for any batch.
 *
 * Feeds: `images` `[N, 3, H, W]` in [-1, 1]. Fetches: its {@linkcode features}.
 *
 * @param size Rows and columns of the pictures, multiples of 16.
 */
export function featureNetwork(
  { height, width }: { height: number; width: number },
): Program {
  return compile({
    name: "features",
    fetches: features(feed("images", [1, 3, height, width])),
    anyBatch: true,
  });
}
