/**
 * Weights of generators to measure with.
 *
 * @module
 */

import { fromBinary } from "@bufbuild/protobuf";
import { ModelProtoSchema } from "onnx-buf";
import { LATENT_SIZE } from "../core/noise/latent.ts";
import { normals } from "../core/noise/random.ts";
import type { Tensor, Tensors } from "../train/tensors/tensor.ts";
import type { Architecture } from "../train/model/architecture.ts";

const LAYERS = ["linear", "deconv1", "deconv2", "deconv3", "deconv4"];

/**
 * The weights of a frozen generator, batch normalisations folded in.
 *
 * @param model Its ONNX file, stored as float32.
 * @throws {RangeError} If it is stored otherwise.
 */
export function frozenTensors(model: Uint8Array): Tensors {
  const { graph } = fromBinary(ModelProtoSchema, model);
  const floats = (graph?.initializer ?? []).filter(({ dims, rawData }) =>
    dims.length > 0 &&
    dims.reduce((a, b) => a * b, 4n) === BigInt(rawData.length)
  );
  const names = LAYERS.flatMap((layer) => [
    `G.${layer}.weight`,
    `G.${layer}.bias`,
  ]);
  if (floats.length !== names.length) {
    throw new RangeError("The model is not stored as float32");
  }
  return new Map(floats.map(({ dims, rawData }, index) => [
    names[index] as string,
    { shape: dims.map(Number), data: new Float32Array(rawData.slice().buffer) },
  ]));
}

/**
 * Weights at random of a generator with its normalisations folded in, as large
 * as keeps the numbers in every layer at the size they have in a trained one
 * (He et al., 2015): the pictures have the full contrast.
 *
 * @param architecture Size of the network.
 */
export function randomTensors(architecture: Architecture): Tensors {
  const { d, height, width, classes } = architecture;
  const tensors = new Map<string, Tensor>();
  const add = (layer: string, shape: number[], bias: number[], std: number) => {
    const count = shape.reduce((a, b) => a * b);
    const noise = normals(0, "weights", tensors.size, count);
    const weight = noise.map((value) => value * std);
    tensors.set(`G.${layer}.weight`, { shape, data: weight });
    const size = bias.reduce((a, b) => a * b);
    tensors.set(`G.${layer}.bias`, {
      shape: bias,
      data: new Float32Array(size),
    });
  };
  const first = 8 * d * (height / 16) * (width / 16);
  add("linear", [first, LATENT_SIZE], [first], Math.sqrt(1 / LATENT_SIZE));
  const channels = [8 * d, 4 * d, 2 * d, d, 3];
  LAYERS.slice(1).forEach((layer, index) => {
    const [inputs = 0, outputs = 0] = channels.slice(index);
    // 2 × 2 of the 4 × 4 weights meet in one pixel, and half the inputs are 0.
    const std = Math.sqrt(2 / (4 * inputs));
    add(layer, [inputs, outputs, 4, 4], [outputs], std);
  });
  if (classes !== undefined) {
    const shape = [classes.length, first];
    const data = normals(0, "weights", tensors.size, shape[0]! * first);
    tensors.set("G.embedding.weight", { shape, data });
  }
  return tensors;
}
