/** Bit of the flags of an extended WebP: EXIF data follow. */
const HAS_EXIF = 8;

/**
 * The EXIF data of a WebP.
 *
 * @param bytes The whole file, decoded without an error.
 * @returns The data; `undefined` if there are none.
 */
export function webpExif(bytes: Uint8Array): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const name = (at: number) =>
    String.fromCharCode(...bytes.subarray(at, at + 4));
  if (name(12) !== "VP8X" || (view.getUint8(20) & HAS_EXIF) === 0) {
    return undefined;
  }
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = view.getUint32(at + 4, true);
    if (name(at) === "EXIF") return bytes.subarray(at + 8, at + 8 + length);
    // Chunks begin at even places.
    at += 8 + length + length % 2;
  }
  return undefined;
}
