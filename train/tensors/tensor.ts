/** A float32 tensor in memory. */
export interface Tensor {
  /** Size of each dimension, outermost first. */
  readonly shape: readonly number[];
  /** Elements in row-major order. */
  readonly data: Float32Array<ArrayBuffer>;
}

/**
 * Tensors by name, in the order in which they are written to files: a state
 * dict.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { type Tensors } from "@edge-dcgan/edge-dcgan";
 *
 * const tensors: Tensors = new Map([
 *   ["linear.bias", { shape: [2], data: new Float32Array(2) }],
 * ]);
 * assertEquals(tensors.get("linear.bias")?.shape, [2]);
 * ```
 */
export type Tensors = Map<string, Tensor>;
