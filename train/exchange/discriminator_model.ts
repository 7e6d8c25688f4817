import type { Tensors } from "../tensors/tensor.ts";
import { foldBatchNorm } from "../freeze/fold.ts";
import { leakyRelu } from "../graph/operations/activation.ts";
import { add } from "../graph/operations/arithmetic.ts";
import { conv2d } from "../graph/operations/convolution.ts";
import { reshape } from "../graph/operations/layout.ts";
import { matMul } from "../graph/operations/matrix.ts";
import { compile } from "../graph/program.ts";
import { constant, feed, sizeOf } from "../graph/value.ts";
import type { Architecture } from "../model/architecture.ts";
import { SLOPE } from "../model/discriminator.ts";

/**
 * Turns a discriminator's state dict into an ONNX model of its own, as a
 * generator is frozen: evaluation mode, weights inside, batch normalisations
 * folded, any batch size.
 *
 * @param tensors State dict with `D.*` tensors.
 * @param architecture Size of the networks.
 * @returns ONNX: `images` `[N, 3, H, W]` in [-1, 1] → `logits` `[N, 1]`.
 * @throws {RangeError} If a tensor is missing.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { discriminatorModel } from "edge-dcgan/train/exchange/discriminator_model.ts";
 * import { discriminatorTensors, initialTensors } from "edge-dcgan/train/model/tensors.ts";
 *
 * const architecture = { d: 1, height: 16, width: 16 };
 * const specs = discriminatorTensors(architecture);
 * const tensors = initialTensors(specs, "paper", 0);
 * assert(discriminatorModel(tensors, architecture).length > 0);
 * ```
 */
export function discriminatorModel(
  tensors: Tensors,
  { d, height, width }: Architecture,
): Uint8Array<ArrayBuffer> {
  const layer = (name: string, channelOf: (element: number) => number) => {
    const { weight, bias } = foldBatchNorm(tensors, name, channelOf);
    return {
      weight: constant(weight.data, weight.shape),
      bias: constant(bias.data, bias.shape),
    };
  };
  let x = feed("images", [1, 3, height, width]);
  [3, d, 2 * d, 4 * d].forEach((inputs, index) => {
    // The weight is [O, I, 4, 4].
    const { weight, bias } = layer(
      `D.conv${index + 1}`,
      (element) => Math.floor(element / (16 * inputs)),
    );
    x = leakyRelu(conv2d(x, weight, { bias, stride: 2, padding: 1 }), SLOPE);
  });
  const { weight, bias } = layer("D.linear", () => 0);
  const flat = reshape(x, [1, sizeOf(x.shape)]);
  return compile({
    name: "discriminator",
    fetches: { logits: add(matMul(flat, weight, { transposeB: true }), bias) },
    anyBatch: true,
  }).model;
}
