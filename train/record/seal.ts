/**
 * Safetensors files that can tell whether they are whole: their metadata has
 * the SHA-256 of the file, which readers of the format simply ignore.
 *
 * @module
 */

import { encodeSafetensors, type Safetensors } from "../tensors/safetensors.ts";
import { sha256 } from "../../core/sha256.ts";

/** Name of the digest in the metadata. */
export const SEAL = "sha256";

/** Stands where the digest will be while it is computed. */
const BLANK = "0".repeat(64);

/**
 * Encodes tensors, with the digest of everything else in the metadata.
 *
 * @param content Tensors and metadata.
 * @returns The bytes of the file.
 */
export async function encodeSealed(
  { tensors, metadata }: Safetensors,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = encodeSafetensors({
    tensors,
    metadata: { ...metadata, [SEAL]: BLANK },
  });
  setSeal(bytes, BLANK, await sha256(bytes));
  return bytes;
}

/**
 * Whether every bit of a sealed file is as it was written.
 *
 * @param bytes The bytes of the file.
 * @param seal The digest that its metadata has.
 */
export async function isIntact(
  bytes: Uint8Array<ArrayBuffer>,
  seal: string,
): Promise<boolean> {
  if (seal.length !== BLANK.length) return false;
  if (!setSeal(bytes, seal, BLANK)) return false;
  const digest = await sha256(bytes);
  setSeal(bytes, BLANK, seal);
  return digest === seal;
}

/** Replaces the digest by another; returns whether it was there. */
function setSeal(bytes: Uint8Array, before: string, after: string): boolean {
  // Eight bytes with the header's length, the header, and then the data.
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const length = Number(view.getBigUint64(0, true));
  const start = `"${SEAL}":"`;
  // One character a byte, so that places are the same in both.
  const header = new TextDecoder("latin1").decode(
    bytes.subarray(8, 8 + length),
  );
  const found = header.indexOf(`${start}${before}"`);
  if (found < 0) return false;
  bytes.set(new TextEncoder().encode(after), 8 + found + start.length);
  return true;
}
