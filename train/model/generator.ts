import { relu, tanh } from "../graph/operations/activation.ts";
import { add } from "../graph/operations/arithmetic.ts";
import { reshape } from "../graph/operations/layout.ts";
import type { Value } from "../graph/value.ts";
import type { Architecture } from "./architecture.ts";
import type { Layers } from "./layers.ts";

/**
 * Applies the generator of Radford et al. (2015). A conditional one has the
 * labels beside the latent, as Mirza and Osindero, "Conditional Generative
 * Adversarial Nets" (2014): the embedding is what the first layer multiplies
 * them with.
 *
 * @param network Its layers, `G.*`.
 * @param latent Noise N(0, 1), `[N, 100]`.
 * @param architecture Size of the network.
 * @param label Labels `[N, classes]`, if the network is conditional.
 * @returns Pictures `[N, 3, H, W]` in [-1, 1].
 */
export function generator(
  network: Layers,
  latent: Value,
  { d, height, width }: Architecture,
  label?: Value,
): Value {
  const [batch = 1] = latent.shape;
  // [N, 100] → [N, 8d, H/16, W/16]
  const picture = [batch, 8 * d, height / 16, width / 16];
  let x = network.linear(latent, "G.linear");
  if (label !== undefined) {
    x = add(x, network.embedding(label, "G.embedding", "G.linear"));
  }
  x = reshape(x, picture);
  x = relu(network.batchNorm(x, "G.linear_bn"));
  // → [N, 4d, H/8, W/8] → [N, 2d, H/4, W/4] → [N, d, H/2, W/2]
  for (const name of ["G.deconv1", "G.deconv2", "G.deconv3"]) {
    x = relu(network.batchNorm(network.deconv(x, name), `${name}_bn`));
  }
  // → [N, 3, H, W]
  return tanh(network.deconv(x, "G.deconv4"));
}
