/**
 * Wider networks that compute the same: Net2WiderNet of Chen, Goodfellow and
 * Shlens, [Net2Net](https://arxiv.org/abs/1511.05641), ICLR 2016.
 *
 * @module
 */

import { uniforms } from "../../core/noise/random.ts";
import { sizeOf } from "../graph/value.ts";
import type { Tensor, Tensors } from "../tensors/tensor.ts";
import type { Architecture } from "./architecture.ts";
import { discriminatorTensors, generatorTensors } from "./tensors.ts";

/**
 * The axis over which a layer sums, which the copies of a channel have to
 * share; nothing for tensors that hold a number for each channel.
 */
function summedAxis(name: string, { shape }: Tensor): number | undefined {
  if (shape.length === 1 || name === "G.embedding.weight") return undefined;
  return name.startsWith("G.deconv") ? 0 : 1;
}

/** A tensor several times along each axis that is longer in `shape`. */
function repeat(
  { shape: narrow, data }: Tensor,
  shape: readonly number[],
): Tensor {
  const source = (index: number) => {
    let place = 0;
    let stride = 1;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const length = shape[axis] as number;
      const size = narrow[axis] as number;
      place += stride * (index % length % size);
      index = Math.floor(index / length);
      stride *= size;
    }
    return data[place] as number;
  };
  const length = sizeOf(shape);
  return { shape, data: Float32Array.from({ length }, (_, at) => source(at)) };
}

/**
 * Divides weights among the copies along an axis, at random: equal parts would
 * keep the copies equal for ever.
 *
 * @param tensor What {@linkcode repeat} made; it is changed.
 * @param axis The axis.
 * @param size Its length before.
 * @param random A number in [0, 1) for each weight.
 */
function divide(
  { shape, data }: Tensor,
  axis: number,
  size: number,
  random: Float64Array,
): void {
  const step = size * sizeOf(shape.slice(axis + 1));
  const length = shape[axis] as number;
  const block = step * length / size;
  for (let start = 0; start < data.length; start += block) {
    for (let first = start; first < start + step; first++) {
      let sum = 0;
      for (let at = first; at < start + block; at += step) {
        sum += 0.5 + (random[at] as number);
      }
      for (let at = first; at < start + block; at += step) {
        data[at] = (data[at] as number) * (0.5 + (random[at] as number)) / sum;
      }
    }
  }
}

/**
 * Networks of a multiple of the width that compute the same as `networks`, but
 * for rounding: every channel is there several times.
 *
 * @param networks Tensors `G.*`, and `D.*` where there is a discriminator.
 * @param architecture Architecture of the wider networks.
 * @param seed Integer in [0, 2³²), for how weights are divided among copies.
 */
export function widen(
  networks: Tensors,
  architecture: Architecture,
  seed: number,
): Tensors {
  const specs = [
    ...generatorTensors(architecture),
    ...discriminatorTensors(architecture),
  ];
  const wide: Tensors = new Map();
  for (const [substream, { name, shape }] of specs.entries()) {
    const narrow = networks.get(name);
    if (narrow === undefined) continue;
    const tensor = repeat(narrow, shape);
    const axis = summedAxis(name, narrow);
    if (axis !== undefined) {
      const random = uniforms(seed, "widening", substream, sizeOf(shape));
      divide(tensor, axis, narrow.shape[axis] as number, random);
    }
    wide.set(name, tensor);
  }
  return wide;
}
