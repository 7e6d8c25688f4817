import { relu, tanh } from "../graph/operations/activation.ts";
import { reshape } from "../graph/operations/layout.ts";
import type { Value } from "../graph/value.ts";
import type { Architecture } from "./architecture.ts";
import type { Network } from "./network.ts";

/**
 * Applies the generator of Radford et al. (2015).
 *
 * @param network Holds `G.*` tensors.
 * @param latent Noise N(0, 1), `[N, 100]`.
 * @param architecture Size of the network.
 * @returns Pictures `[N, 3, H, W]` in [-1, 1].
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { feed } from "edge-dcgan/train/graph/value.ts";
 * import { generator } from "edge-dcgan/train/model/generator.ts";
 * import { Network } from "edge-dcgan/train/model/network.ts";
 * import { generatorTensors } from "edge-dcgan/train/model/tensors.ts";
 *
 * const architecture = { d: 8, height: 64, width: 48 };
 * const network = new Network(generatorTensors(architecture), "training");
 * const images = generator(network, feed("latent", [4, 100]), architecture);
 * assertEquals(images.shape, [4, 3, 64, 48]);
 * ```
 */
export function generator(
  network: Network,
  latent: Value,
  { d, height, width }: Architecture,
): Value {
  const [batch = 1] = latent.shape;
  // [N, 100] → [N, 8d, H/16, W/16]
  const picture = [batch, 8 * d, height / 16, width / 16];
  const linear = network.linear(latent, "G.linear");
  let x = network.batchNorm(reshape(linear, picture), "G.linear_bn");
  // The ReLU takes rows: onnxruntime's WebGPU engine would move the mask of its
  // gradient to another layout if it had one, on the processor, and every step
  // would wait for that.
  x = reshape(relu(reshape(x, linear.shape)), picture);
  // → [N, 4d, H/8, W/8] → [N, 2d, H/4, W/4] → [N, d, H/2, W/2]
  for (const name of ["G.deconv1", "G.deconv2", "G.deconv3"]) {
    x = relu(network.batchNorm(network.deconv(x, name), `${name}_bn`));
  }
  // → [N, 3, H, W]
  return tanh(network.deconv(x, "G.deconv4"));
}
