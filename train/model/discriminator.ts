import { leakyRelu } from "../graph/operations/activation.ts";
import { reshape } from "../graph/operations/layout.ts";
import { sizeOf, type Value } from "../graph/value.ts";
import type { Layers } from "./layers.ts";

/** Slope of the leaky ReLU below zero, from the paper. */
const SLOPE = 0.2;

/**
 * Applies the discriminator of Radford et al. (2015).
 *
 * @param network Its layers, `D.*`.
 * @param images Pictures `[N, 3, H, W]` in [-1, 1].
 * @returns Logits `[N, 1]` of "this picture is real".
 */
export function discriminator(network: Layers, images: Value): Value {
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
  return network.linear(
    reshape(x, [batch, sizeOf(x.shape) / batch]),
    "D.linear",
  );
}
