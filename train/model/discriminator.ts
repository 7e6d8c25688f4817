import { leakyRelu } from "../graph/operations/activation.ts";
import { add, multiply } from "../graph/operations/arithmetic.ts";
import { reshape } from "../graph/operations/layout.ts";
import { sum } from "../graph/operations/reduction.ts";
import { sizeOf, type Value } from "../graph/value.ts";
import type { Layers } from "./layers.ts";

/** Slope of the leaky ReLU below zero, from the paper. */
const SLOPE = 0.2;

/**
 * Applies the discriminator of Radford et al. (2015). To the logit of a
 * conditional one, the projection of Miyato and Koyama, "cGANs with Projection
 * Discriminator" (2018) is added: the inner product of the features and the
 * class's embedding. The features are those that the last layer reads, at every
 * pixel; so the class adds to the weights of that layer.
 *
 * @param network Its layers, `D.*`.
 * @param images Pictures `[N, 3, H, W]` in [-1, 1].
 * @param label Labels `[N, classes]`, if the network is conditional.
 * @returns Logits `[N, 1]` of "this picture is real" and of its class.
 */
export function discriminator(
  network: Layers,
  images: Value,
  label?: Value,
): Value {
  const [batch = 1] = images.shape;
  // [N, 3, H, W] → [N, d, H/2, W/2]
  let x = leakyRelu(network.conv(images, "D.conv1"), SLOPE);
  // → [N, 2d, H/4, W/4] → [N, 4d, H/8, W/8] → [N, 8d, H/16, W/16]
  for (const name of ["D.conv2", "D.conv3", "D.conv4"]) {
    x = leakyRelu(
      network.batchNorm(network.conv(x, name), `${name}_bn`),
      SLOPE,
    );
  }
  // → [N, 1]
  const features = reshape(x, [batch, sizeOf(x.shape) / batch]);
  const logits = network.linear(features, "D.linear");
  if (label === undefined) return logits;
  const embedded = network.embedding(label, "D.embedding");
  return add(logits, sum(multiply(features, embedded), [1]));
}
