import { normals } from "../../core/noise/random.ts";
import type { Tensor } from "./tensor.ts";

/**
 * A weight to start training from, for layers with ReLU: N(0, 2 / inputs), where
 * inputs are those of one output (He et al., "Delving Deep into Rectifiers",
 * 2015).
 *
 * @param shape The weight's shape, its outputs first: `[O, I]` or
 * `[O, I, kH, kW]`.
 * @param seed Integer in [0, 2³²); another one for each weight of a network.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { heNormal } from "@edge-dcgan/edge-dcgan";
 *
 * assertEquals(heNormal([16, 3, 4, 4], 0).data.length, 16 * 3 * 4 * 4);
 * ```
 */
export function heNormal(shape: readonly number[], seed: number): Tensor {
  const [outputs = 1, ...others] = shape;
  const inputs = others.reduce((product, size) => product * size, 1);
  const deviation = Math.sqrt(2 / inputs);
  const data = normals(seed, "weights", 0, outputs * inputs);
  return { shape, data: data.map((value) => value * deviation) };
}
