import type { Tensor, Tensors } from "../tensors/tensor.ts";
import { sizeOf } from "../graph/value.ts";
import { BATCH_NORM } from "./layers.ts";

/** What an output of a layer is multiplied by in its batch normalisation. */
function factorsOf(
  tensors: Tensors,
  layer: string,
  outputs: number,
): (output: number) => number {
  const scale = get(tensors, `${layer}_bn.weight`).data;
  const variance = get(tensors, `${layer}_bn.running_var`).data;
  const factors = Float64Array.from(
    scale,
    (scale, channel) =>
      scale / Math.sqrt((variance[channel] as number) + BATCH_NORM.epsilon),
  );
  return (output) => factors[channelOf(output, outputs, factors.length)]!;
}

/** The channel of an output; the pixels of one follow each other. */
function channelOf(output: number, outputs: number, channels: number): number {
  return Math.floor(output / (outputs / channels));
}

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
  const shift = normalization("bias");
  const mean = normalization("running_mean");
  const outputs = bias.data.length;
  const factor = factorsOf(tensors, layer, outputs);
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
        const channel = channelOf(output, outputs, shift.length);
        const centered = value - (mean[channel] as number);
        return centered * factor(output) + (shift[channel] as number);
      }),
    },
  };
}

/**
 * Folds a batch normalisation into an embedding that is added to the outputs of
 * the layer before it.
 *
 * @param tensors State dict of the network.
 * @param name Name of the embedding, for instance `G.embedding`.
 * @param layer Name of the layer; left out where no normalisation follows.
 * @returns Its weight `[classes, outputs]`.
 * @throws {RangeError} If the embedding is not in the state dict.
 */
export function foldEmbedding(
  tensors: Tensors,
  name: string,
  layer?: string,
): Tensor {
  const { shape, data } = get(tensors, `${name}.weight`);
  if (layer === undefined || !tensors.has(`${layer}_bn.weight`)) {
    return { shape, data };
  }
  const [, outputs = 0] = shape;
  const factor = factorsOf(tensors, layer, outputs);
  return {
    shape,
    data: data.map((value, element) => value * factor(element % outputs)),
  };
}

function get(tensors: Tensors, name: string): Tensor {
  const tensor = tensors.get(name);
  if (tensor === undefined) {
    throw new RangeError(`The state dict has no tensor ${name}`);
  }
  return tensor;
}
