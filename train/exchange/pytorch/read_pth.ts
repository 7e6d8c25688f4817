/**
 * PyTorch's files, as `torch.save` writes a state dict, in both formats: since
 * 1.6 a ZIP archive, before it a stream of pickles.
 *
 * @module
 */

import { shown } from "../shown.ts";
import type { StateDict, Storage } from "../stored_tensor.ts";
import { PickledList } from "./pickle_machine.ts";
import { stateDictRules, toStateDict } from "./torch_objects.ts";
import { unpickle } from "./unpickle.ts";
import { readZip } from "./zip_archive.ts";

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

const ZIP_START = [0x50, 0x4b, 0x03, 0x04];

/** The pickled number 0x1950a86a20f9469cfc6c, alone. */
const LEGACY_START = [
  ...[0x80, 0x02, 0x8a, 0x0a],
  ...[0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19],
  0x2e,
];

/** Start of a pickle of protocol 2 or later, without the protocol. */
const PICKLE_START = [0x80];
const PROTOCOLS = [2, 3, 4, 5];

/**
 * Whether a file starts as those of `torch.save` do, with any protocol.
 *
 * @param bytes The bytes of the file.
 */
export function isPth(bytes: Uint8Array): boolean {
  return startsWith(bytes, ZIP_START) ||
    startsWith(bytes, PICKLE_START) && PROTOCOLS.includes(bytes[1] ?? 0);
}

/** Gives a storage its bytes. */
function fill(key: string, storage: Storage, bytes: Uint8Array): void {
  const expected = storage.count * storage.type.bytes;
  if (bytes.length !== expected) {
    throw new SyntaxError(
      `its storage ${shown(key)} has ${bytes.length} bytes, not ${expected}`,
    );
  }
  storage.bytes = bytes;
}

/** One folder with `data.pkl`, and a file in `data/` for each storage. */
async function readArchive(bytes: Uint8Array<ArrayBuffer>): Promise<StateDict> {
  const files = await readZip(bytes);
  const pickles = [...files].filter(([name]) =>
    /^[^/]*\/data\.pkl$/.test(name)
  );
  const [[name, pickle] = ["", new Uint8Array()], ...others] = pickles;
  if (name === "" || others.length > 0) {
    throw new SyntaxError("it is a ZIP archive, but none of torch.save");
  }
  const folder = name.slice(0, -"data.pkl".length);
  const order = files.get(`${folder}byteorder`);
  if (order !== undefined && new TextDecoder().decode(order) !== "little") {
    throw new SyntaxError("its numbers are big-endian");
  }
  const storages = new Map<string, Storage>();
  const { value } = unpickle(pickle, stateDictRules(storages));
  for (const [key, storage] of storages) {
    const content = files.get(`${folder}data/${key}`);
    if (content === undefined) {
      throw new SyntaxError(`its storage ${shown(key)} is missing`);
    }
    fill(key, storage, content);
  }
  return toStateDict(value);
}

/** Pickles: a number, the version, the machine, the dict, the storages' keys. */
function readLegacy(bytes: Uint8Array): StateDict {
  let position = 0;
  const storages = new Map<string, Storage>();
  const rules = stateDictRules(storages);
  const next = () => {
    const pickle = unpickle(bytes.subarray(position), rules);
    position += pickle.bytes;
    return pickle.value;
  };
  // Read even if it is wrong: that names a protocol that cannot be read.
  next();
  if (!startsWith(bytes, LEGACY_START)) {
    throw new SyntaxError("it is a pickle, but none of torch.save");
  }
  const [version, machine, dict, keys] = [next(), next(), next(), next()];
  if (version !== 1001) {
    throw new SyntaxError("it is of a version that cannot be read");
  }
  if (!(machine instanceof Map) || machine.get("little_endian") !== true) {
    throw new SyntaxError("its numbers are big-endian");
  }
  // Behind the pickles lie the storages, each behind its number of elements.
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const missing = new Set(storages.keys());
  for (const key of keys instanceof PickledList ? keys.items : []) {
    const storage = typeof key === "string" ? storages.get(key) : undefined;
    if (
      typeof key !== "string" || storage === undefined || !missing.delete(key)
    ) throw new SyntaxError("its list of storages is wrong");
    const start = position + 8;
    const end = start + storage.count * storage.type.bytes;
    if (end > bytes.length) throw new SyntaxError("it ends early");
    if (view.getBigUint64(position, true) !== BigInt(storage.count)) {
      throw new SyntaxError(`its storage ${shown(key)} has another size`);
    }
    fill(key, storage, bytes.subarray(start, end));
    position = end;
  }
  const [first] = missing;
  if (first !== undefined) {
    throw new SyntaxError(`its storage ${shown(first)} is missing`);
  }
  return toStateDict(dict);
}

/**
 * Reads a file of `torch.save`. Nothing in it is executed.
 *
 * @param bytes The bytes of the file.
 * @returns The tensors by name.
 * @throws {SyntaxError} If it holds no state dict alone, or is damaged.
 */
export async function readPth(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<StateDict> {
  return startsWith(bytes, ZIP_START)
    ? await readArchive(bytes)
    : readLegacy(bytes);
}
