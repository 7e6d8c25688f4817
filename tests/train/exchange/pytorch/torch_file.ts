/** Files of torch.save put together by hand, right ones and wrong ones. */

import { Pickler } from "../../../../train/exchange/pytorch/pickler.ts";
import { writeZip } from "../../../../train/exchange/pytorch/zip_archive.ts";

/** Bytes of a text whose characters each stand for one. */
export function latin1(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** A number of bytes, little-endian. */
export function littleEndian(value: number, bytes: number): string {
  return Array.from(
    { length: bytes },
    (_, index) => String.fromCharCode(Math.floor(value / 256 ** index) & 0xff),
  ).join("");
}

/** A tensor of a handmade file; every field can be a lie. */
export interface HandmadeTensor {
  /** Class of its storage, by default FloatStorage. */
  storage?: string;
  /** Key of its storage, by default "0". */
  key?: string;
  /** Number of elements that the pickle claims. */
  count: number;
  /** Place of the first element, by default 0. */
  offset?: number;
  shape: readonly number[];
  strides: readonly number[];
}

/** The pickle of a state dict whose one tensor is `x`. */
export function tensorPickle(tensor: HandmadeTensor): Uint8Array<ArrayBuffer> {
  const pickler = new Pickler();
  pickler.orderedDict();
  pickler.text("x");
  pickler.global("torch._utils", "_rebuild_tensor_v2");
  pickler.opcode("((");
  pickler.text("storage");
  pickler.global("torch", tensor.storage ?? "FloatStorage");
  pickler.text(tensor.key ?? "0");
  pickler.text("cpu");
  pickler.integer(tensor.count);
  pickler.opcode("tQ");
  pickler.integer(tensor.offset ?? 0);
  pickler.tuple(tensor.shape);
  pickler.tuple(tensor.strides);
  pickler.opcode("\x89");
  pickler.orderedDict();
  pickler.opcode("tRs");
  return pickler.end();
}

/** A file of torch.save with a pickle and storages by their keys. */
export function torchFile(
  pickle: Uint8Array,
  storages: Readonly<Record<string, Uint8Array>> = {},
  others: Readonly<Record<string, Uint8Array>> = {},
): Promise<Uint8Array<ArrayBuffer>> {
  return writeZip(
    new Map([
      ["a/data.pkl", pickle],
      ...Object.entries(storages)
        .map(([key, bytes]) => [`a/data/${key}`, bytes] as const),
      ...Object.entries(others),
    ]),
  );
}

/** What files of the old format start with: magic number, version, machine. */
export const LEGACY_HEAD =
  "\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02M\xe9\x03." +
  "\x80\x02}X\x0d\x00\x00\x00little_endian\x88s.";
