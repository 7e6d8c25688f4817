import type { Tensor, Tensors } from "../tensors/tensor.ts";
import { sizeOf } from "../graph/value.ts";
import { BATCH_NORM } from "./layers.ts";

/**
 * Folds a batch normalisation into the layer before it: at evaluation it is an
 * affine map of every channel, which the layer's weight and bias can do.
 *
 * @param tensors State dict of the network.
 * @param layer Name of the layer, for instance `G.deconv1`; its normalisation
 * is named after it with `_bn`.
 * @param axis Axis of the weight that counts the layer's outputs. Those of a
 * linear layer are the pixels of a channel, one channel after the other.
 * @returns Weight and bias with the normalisation in them; the layer's own
 * where none follows it.
 * @throws {RangeError} If the layer is not in the state dict.
 */
export function foldBatchNorm(
  tensors: Tensors,
  layer: string,
  axis: 0 | 1,
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
      scale / Math.sqrt((variance[channel] as number) + BATCH_NORM.epsilon),
  );
  const outputs = bias.data.length;
  const channelOf = (output: number) =>
    Math.floor(output / (outputs / factors.length));
  const factor = (output: number) => factors[channelOf(output)] as number;
  // Elements from one output to the next.
  const step = sizeOf(weight.shape.slice(axis + 1));
  return {
    weight: {
      shape: weight.shape,
      data: weight.data.map((value, element) =>
        value * factor(Math.floor(element / step) % outputs)
      ),
    },
    bias: {
      shape: bias.shape,
      data: bias.data.map((value, output) => {
        const channel = channelOf(output);
        const centered = value - (mean[channel] as number);
        return centered * factor(output) + (shift[channel] as number);
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
