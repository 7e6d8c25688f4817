import { assertThrows } from "@std/assert";
import type { Size } from "../../../core/option_value.ts";
import type { Tensors } from "../../../train/tensors/tensor.ts";
import { UserError } from "../../../core/user_error.ts";
import { ELEMENT_TYPES } from "../../../train/exchange/element_type.ts";
import { findGenerator } from "../../../train/exchange/find_network.ts";
import {
  rowMajorStrides,
  type StateDict,
  type StoredTensor,
} from "../../../train/exchange/stored_tensor.ts";
import type { Architecture } from "../../../train/model/architecture.ts";
import {
  discriminatorTensors,
  generatorTensors,
  initialTensors,
} from "../../../train/model/tensors.ts";

export function stored(
  { shape, data }: { shape: readonly number[]; data: Float32Array },
) {
  return {
    storage: {
      type: ELEMENT_TYPES.float32,
      count: data.length,
      bytes: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    },
    offset: 0,
    shape,
    strides: rowMajorStrides(shape),
  };
}

/** Tensors as a file has them, under names that a function gives. */
export function fileOf(
  tensors: Tensors,
  rename = (name: string) => name.slice(2),
): StateDict {
  return new Map(
    Array.from(tensors, ([name, tensor]) => [rename(name), stored(tensor)]),
  );
}

export const COUNTER: StoredTensor = {
  storage: { type: ELEMENT_TYPES.int64, count: 1, bytes: new Uint8Array(8) },
  offset: 0,
  shape: [],
  strides: [],
};

export const SQUARE: Architecture = { d: 3, height: 32, width: 32 };

export const WIDE: Architecture = { d: 1, height: 32, width: 48 };

export function generatorOf(architecture: Architecture): Tensors {
  return initialTensors(generatorTensors(architecture), "paper", 1);
}

export function discriminatorOf(architecture: Architecture): Tensors {
  return initialTensors(discriminatorTensors(architecture), "paper", 1);
}

export const path = "g.pth";

/** The message that a generator is refused with. */
export function refusal(tensors: StateDict, size?: Size): string {
  return assertThrows(() => findGenerator({ path, tensors }, size), UserError)
    .message;
}

/** A square generator's file with some tensors changed, or left out. */
export function changed(
  changes: Readonly<Record<string, StoredTensor | undefined>>,
): StateDict {
  const tensors = fileOf(generatorOf(SQUARE));
  for (const [name, tensor] of Object.entries(changes)) {
    if (tensor === undefined) tensors.delete(name);
    else tensors.set(name, tensor);
  }
  return tensors;
}
