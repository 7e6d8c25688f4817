/**
 * What a state dict is made of in PyTorch's pickles: tensors, which are views of
 * storages that lie outside of the pickle.
 *
 * @module
 */

import { ELEMENT_TYPES, type ElementType } from "../element_type.ts";
import { shown } from "../shown.ts";
import {
  type StateDict,
  type Storage,
  type StoredTensor,
  storedTensor,
} from "../stored_tensor.ts";
import { type Callable, Global, type PickleRules } from "./pickle_machine.ts";

/** PyTorch's classes of storages, without their module. */
const STORAGES: ReadonlyMap<string, ElementType> = new Map<string, ElementType>(
  [
    ["DoubleStorage", ELEMENT_TYPES.float64],
    ["FloatStorage", ELEMENT_TYPES.float32],
    ["HalfStorage", ELEMENT_TYPES.float16],
    ["BFloat16Storage", ELEMENT_TYPES.bfloat16],
    ["LongStorage", ELEMENT_TYPES.int64],
    ["IntStorage", ELEMENT_TYPES.int32],
    ["ShortStorage", ELEMENT_TYPES.int16],
    ["CharStorage", ELEMENT_TYPES.int8],
    ["ByteStorage", ELEMENT_TYPES.uint8],
    ["BoolStorage", ELEMENT_TYPES.bool],
  ],
);

/** What a call of the pickle gave, so that it cannot be taken for another. */
class Rebuilt {
  constructor(readonly tensor: StoredTensor) {}
}

function isStorage(value: unknown): value is Storage {
  return typeof value === "object" && value !== null && "count" in value;
}

/** `torch._utils._rebuild_tensor_v2(storage, offset, shape, strides, …)` */
function rebuildTensor(args: readonly unknown[]): Rebuilt {
  const [storage, offset, shape, strides] = args;
  if (!isStorage(storage) || !Array.isArray(shape) || !Array.isArray(strides)) {
    throw new SyntaxError("its pickle has a tensor that is none");
  }
  return new Rebuilt(storedTensor(storage, offset, shape, strides));
}

/** `torch._utils._rebuild_parameter(tensor, requires_grad, hooks)` */
function rebuildParameter([tensor]: readonly unknown[]): Rebuilt {
  if (tensor instanceof Rebuilt) return tensor;
  throw new SyntaxError("its pickle has a parameter that is none");
}

function orderedDict(args: readonly unknown[]): Map<string, unknown> {
  if (args.length === 0) return new Map();
  throw new SyntaxError("its pickle makes an OrderedDict of something");
}

/**
 * The rules for a state dict's pickle.
 *
 * @param storages Storages by their keys; those that the pickle mentions are
 * added, without their bytes.
 */
export function stateDictRules(storages: Map<string, Storage>): PickleRules {
  /** `("storage", class, key, device, count)`, and `None` in old files. */
  const persistent = (id: unknown): Storage => {
    const [kind, storageClass, key, _device, count, view] = Array.isArray(id)
      ? id
      : [];
    const type = storageClass instanceof Global
      ? STORAGES.get(storageClass.name.replace(/^torch\./, ""))
      : undefined;
    if (
      kind !== "storage" || type === undefined || typeof key !== "string" ||
      !Number.isSafeInteger(count) || count < 0 || (view ?? null) !== null
    ) {
      throw new SyntaxError("its pickle has a storage that is none");
    }
    const known = storages.get(key) ??
      { type, count, bytes: new Uint8Array() };
    if (known.type !== type || known.count !== count) {
      throw new SyntaxError(`its pickle has two storages ${shown(key)}`);
    }
    storages.set(key, known);
    return known;
  };
  return {
    globals: new Map<string, Callable>([
      ["collections.OrderedDict", orderedDict],
      ["torch._utils._rebuild_tensor_v2", rebuildTensor],
      ["torch._utils._rebuild_parameter", rebuildParameter],
      ...Array.from(
        STORAGES.keys(),
        (name) => [`torch.${name}`, null] as const,
      ),
    ]),
    persistent,
  };
}

/** Dicts that may lie around a state dict: a checkpoint has one or two. */
const LEVELS = 2;

/** Far above what a checkpoint has; a dict may be in another many times. */
const MAX_ENTRIES = 100_000;

/**
 * The tensors of what a pickle holds: those of a state dict, or of a checkpoint
 * with state dicts in it, whose keys then stand in front of the names, for
 * instance `model.linear.weight`. Everything else in a checkpoint is passed
 * over.
 *
 * @param value The value of the pickle.
 * @throws {SyntaxError} If there are no tensors in it.
 */
export function toStateDict(value: unknown): StateDict {
  const tensors: StateDict = new Map();
  let entries = 0;
  const collect = (value: unknown, prefix: string, levels: number) => {
    if (!(value instanceof Map)) return;
    for (const [key, entry] of value) {
      if (++entries > MAX_ENTRIES) {
        throw new SyntaxError(`it holds more than ${MAX_ENTRIES} entries`);
      }
      const name = `${prefix}${key}`;
      if (entry instanceof Rebuilt) {
        if (tensors.has(name)) {
          throw new SyntaxError(`it holds two tensors ${shown(name)}`);
        }
        tensors.set(name, entry.tensor);
      } else if (levels > 0) collect(entry, `${name}.`, levels - 1);
    }
  };
  collect(value, "", LEVELS);
  if (tensors.size > 0) return tensors;
  throw new SyntaxError(
    "it holds no state dict: save that of a network, network.state_dict()",
  );
}
