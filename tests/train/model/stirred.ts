import { normals } from "../../../core/noise/random.ts";
import {
  initialTensors,
  type TensorSpec,
} from "../../../train/model/tensors.ts";
import type { Tensors } from "../../../train/tensors/tensor.ts";

/** Tensors as different from each other as those of a trained network. */
export function stirred(specs: readonly TensorSpec[]): Tensors {
  return new Map(
    Array.from(initialTensors(specs, "paper", 7), ([name, tensor], index) => {
      const noise = normals(11, "weights", index, tensor.data.length);
      const data = name.endsWith("running_var")
        ? noise.map((z) => 0.5 + Math.abs(z))
        : tensor.data.map((value, i) => value + 0.1 * (noise[i] as number));
      return [name, { shape: tensor.shape, data }];
    }),
  );
}
