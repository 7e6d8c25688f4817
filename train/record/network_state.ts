import type { Tensors } from "../tensors/tensor.ts";
import { tensorOfShape } from "../model/tensor_of_shape.ts";
import type { TensorSpec } from "../model/tensors.ts";

/**
 * Takes the tensors of a network out of a checkpoint's state.
 *
 * @param state The checkpoint's state.
 * @param specs The network's tensors.
 * @param file What the message calls the checkpoint.
 * @param rename Name in the state of a tensor; its own by default.
 * @returns The tensors under their own names, in the order of `specs`.
 * @throws {UserError} If one is missing or has another shape.
 */
export function networkState(
  state: Tensors,
  specs: readonly TensorSpec[],
  file: string,
  rename: (name: string) => string = (name) => name,
): Tensors {
  const tensors: Tensors = new Map();
  for (const { name, shape } of specs) {
    const source = rename(name);
    const tensor = tensorOfShape(
      state.get(source),
      shape,
      `${file} is damaged: its tensor ${source}`,
      "the options ask for",
    );
    tensors.set(name, tensor);
  }
  return tensors;
}
