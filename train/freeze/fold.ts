import type { Tensor, Tensors } from "../tensors/tensor.ts";

/** What PyTorch adds to the variance. */
const EPSILON = 1e-5;

/**
 * Folds a batch normalisation into the layer before it: at evaluation it is an
 * affine map of every channel, which the layer's weight and bias can do.
 *
 * @param tensors State dict of the generator.
 * @param layer Name of the layer, for instance `G.deconv1`; its normalisation
 * is named after it with `_bn`.
 * @param channelOf Channel of an element of the weight, by its index.
 * @returns Weight and bias with the normalisation in them; the layer's own
 * where none follows it.
 * @throws {RangeError} If the layer is not in the state dict.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { foldBatchNorm } from "edge-dcgan/train/freeze/fold.ts";
 *
 * const one = (value: number) => ({
 *   shape: [1],
 *   data: Float32Array.of(value),
 * });
 * const { weight, bias } = foldBatchNorm(
 *   new Map([
 *     ["G.x.weight", one(2)],
 *     ["G.x.bias", one(3)],
 *     ["G.x_bn.weight", one(10)],
 *     ["G.x_bn.bias", one(-1)],
 *     ["G.x_bn.running_mean", one(1)],
 *     ["G.x_bn.running_var", one(4 - 1e-5)],
 *   ]),
 *   "G.x",
 *   () => 0,
 * );
 * assertEquals([weight.data[0], bias.data[0]], [10, 9]);
 * ```
 */
export function foldBatchNorm(
  tensors: Tensors,
  layer: string,
  channelOf: (index: number) => number,
): { weight: Tensor; bias: Tensor } {
  const weight = get(tensors, `${layer}.weight`);
  const bias = get(tensors, `${layer}.bias`);
  if (!tensors.has(`${layer}_bn.weight`)) return { weight, bias };
  const normalization = (name: string) =>
    get(tensors, `${layer}_bn.${name}`).data;
  const scale = normalization("weight");
  const shift = normalization("bias");
  const mean = normalization("running_mean");
  const variance = normalization("running_var");
  const factors = Float64Array.from(
    scale,
    (scale, channel) =>
      scale / Math.sqrt((variance[channel] as number) + EPSILON),
  );
  const perChannel = bias.data.length / factors.length;
  const factor = (channel: number) => factors[channel] as number;
  return {
    weight: {
      shape: weight.shape,
      data: weight.data.map((value, index) => value * factor(channelOf(index))),
    },
    bias: {
      shape: bias.shape,
      data: bias.data.map((value, index) => {
        // A linear layer's bias has one number for each pixel of a channel.
        const channel = Math.floor(index / perChannel);
        const centered = value - (mean[channel] as number);
        return centered * factor(channel) + (shift[channel] as number);
      }),
    },
  };
}

function get(tensors: Tensors, name: string): Tensor {
  const tensor = tensors.get(name);
  if (tensor === undefined) {
    throw new RangeError(`The state dict has no tensor ${name}`);
  }
  return tensor;
}
