/**
 * The framing of TensorFlow's record files.
 *
 * @module
 */

// @ts-types="crc-32"
import crc32c from "crc-32/crc32c.js";

/** Added to a rotated checksum, so that one over another differs from it. */
const MASK_DELTA = 0xa282ead8;

/**
 * The masked CRC-32C of bytes: rotated right by 15 bits, plus a constant.
 *
 * @returns An integer in [0, 2³²).
 */
export function maskedCrc32c(bytes: Uint8Array): number {
  const crc = crc32c.buf(bytes) >>> 0;
  return (((crc >>> 15) | (crc << 17)) + MASK_DELTA) >>> 0;
}

/**
 * Frames bytes as one record: their length as uint64, the masked checksum of
 * those eight bytes, the bytes, and their masked checksum, all little-endian.
 *
 * @param data Content of the record.
 */
export function tfRecord(data: Uint8Array): Uint8Array<ArrayBuffer> {
  const record = new Uint8Array(data.length + 16);
  const view = new DataView(record.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, maskedCrc32c(record.subarray(0, 8)), true);
  record.set(data, 12);
  view.setUint32(12 + data.length, maskedCrc32c(data), true);
  return record;
}
