/**
 * Writes state dicts as `torch.save` does.
 *
 * @module
 */

import { rowMajorStrides } from "../stored_tensor.ts";
import { Pickler } from "./pickler.ts";
import { writeZip } from "./zip_archive.ts";

/** A tensor of a state dict. */
export interface SavedTensor {
  /** Size of each dimension, outermost first. */
  readonly shape: readonly number[];
  /** Elements, row-major: float32, or int64 for counters. */
  readonly data: Float32Array | BigInt64Array;
}

/** A state dict to save, in PyTorch's order. */
export type SavedStateDict = ReadonlyMap<string, SavedTensor>;

/** Tensor number `key` of a file: a view of the storage of that number. */
function pickleTensor(
  pickler: Pickler,
  key: number,
  { shape, data }: SavedTensor,
): void {
  const isFloat = data instanceof Float32Array;
  pickler.global("torch._utils", "_rebuild_tensor_v2");
  pickler.opcode("((");
  pickler.constant("storage");
  pickler.global("torch", isFloat ? "FloatStorage" : "LongStorage");
  pickler.text(`${key}`);
  pickler.constant("cpu");
  pickler.integer(data.length);
  pickler.opcode("t");
  pickler.put();
  pickler.opcode("Q");
  pickler.integer(0);
  pickler.tuple(shape);
  pickler.tuple(rowMajorStrides(shape));
  // No gradient asked for, no hooks.
  pickler.opcode("\x89");
  pickler.orderedDict();
  pickler.opcode("t");
  pickler.put();
  pickler.opcode("R");
  pickler.put();
}

/**
 * Versions of the modules: that of a normalisation says that it counts its
 * batches.
 */
function moduleVersions(tensors: SavedStateDict): Map<string, number> {
  const versions = new Map([["", 1]]);
  for (const name of tensors.keys()) {
    const module = name.slice(0, name.lastIndexOf("."));
    const counts = tensors.has(`${module}.num_batches_tracked`);
    versions.set(module, counts ? 2 : 1);
  }
  return versions;
}

function pickleStateDict(tensors: SavedStateDict): Uint8Array<ArrayBuffer> {
  const pickler = new Pickler();
  pickler.orderedDict();
  pickler.opcode("(");
  [...tensors].forEach(([name, tensor], key) => {
    pickler.text(name);
    pickleTensor(pickler, key, tensor);
  });
  pickler.opcode("u}");
  pickler.put();
  pickler.text("_metadata");
  pickler.orderedDict();
  pickler.opcode("(");
  for (const [module, version] of moduleVersions(tensors)) {
    pickler.text(module);
    pickler.opcode("}");
    pickler.put();
    pickler.constant("version");
    pickler.integer(version);
    pickler.opcode("s");
  }
  pickler.opcode("usb");
  return pickler.end();
}

/**
 * Encodes a state dict as a file that `torch.load` reads, with
 * `weights_only=True` as well: a ZIP archive with a pickle, the same bytes as
 * PyTorch's own, and a file for each tensor.
 *
 * @param tensors At most a thousand tensors; their names are in ASCII.
 * @returns The bytes of the file; the same tensors give the same bytes.
 */
export async function encodePth(
  tensors: SavedStateDict,
): Promise<Uint8Array<ArrayBuffer>> {
  const ascii = new TextEncoder();
  return await writeZip(
    new Map([
      ["archive/data.pkl", pickleStateDict(tensors)],
      ["archive/byteorder", ascii.encode("little")],
      ...Array.from(tensors.values(), ({ data }, key) =>
        [
          `archive/data/${key}`,
          new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
        ] as const),
      ["archive/version", ascii.encode("3\n")],
    ]),
  );
}
