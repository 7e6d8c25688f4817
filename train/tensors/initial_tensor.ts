import { normals } from "../../core/noise/random.ts";
import type { Tensor } from "./tensor.ts";

/**
 * What a tensor of a network with ReLU is before training: a weight is drawn
 * from N(0, 2 / inputs), where inputs are those of one output (He et al.,
 * "Delving Deep into Rectifiers", 2015); a bias is 0.
 *
 * @param shape A weight's shape, its outputs first: `[O, I]` or
 * `[O, I, kH, kW]`; that of a bias has one axis.
 * @param seed Integer in [0, 2³²); another one for each weight of a network.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { initialTensor } from "@edge-dcgan/edge-dcgan";
 *
 * assertEquals(initialTensor([16, 3, 4, 4], 0).data.length, 16 * 3 * 4 * 4);
 * assertEquals(initialTensor([2], 0).data, Float32Array.of(0, 0));
 * ```
 */
export function initialTensor(shape: readonly number[], seed: number): Tensor {
  const [outputs = 1, ...others] = shape;
  const inputs = others.reduce((product, size) => product * size, 1);
  const deviation = others.length === 0 ? 0 : Math.sqrt(2 / inputs);
  const data = normals(seed, "weights", 0, outputs * inputs);
  return { shape, data: data.map((value) => value * deviation) };
}
