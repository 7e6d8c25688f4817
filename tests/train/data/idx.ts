/** An IDX file of unsigned bytes. */
export function idx(
  dimensions: number[],
  bytes: Iterable<number>,
): Uint8Array<ArrayBuffer> {
  const header = new DataView(new ArrayBuffer(4 + 4 * dimensions.length));
  header.setUint16(2, 0x0800 | dimensions.length);
  dimensions.forEach((length, axis) => header.setUint32(4 + 4 * axis, length));
  return Uint8Array.of(...new Uint8Array(header.buffer), ...bytes);
}
