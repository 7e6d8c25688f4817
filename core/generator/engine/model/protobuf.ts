/**
 * The wire format of Protocol Buffers, as far as reading needs it.
 *
 * @module
 */

/** A field: a number, or bytes within the message. */
export type FieldValue = number | Uint8Array<ArrayBuffer>;

/** The fields of a message by number, each with its values in order. */
export type Message = ReadonlyMap<number, readonly FieldValue[]>;

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

/**
 * Reads the fields of a message. Bytes are views of it, not copies; numbers of
 * more than 53 bits lose their last ones.
 *
 * @throws {RangeError} If it ends early or is not such a message.
 */
export function readMessage(bytes: Uint8Array<ArrayBuffer>): Message {
  const fields = new Map<number, FieldValue[]>();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let scale = 1;; scale *= 0x80) {
      const byte = view.getUint8(at++);
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  };
  const take = (length: number) => {
    if (length > bytes.length - at) throw new RangeError("It ends early");
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const key = varint();
    let value: FieldValue;
    switch (key & 7) {
      case VARINT:
        value = varint();
        break;
      case FIXED64:
        value = take(8);
        break;
      case BYTES:
        value = take(varint());
        break;
      case FIXED32:
        value = take(4);
        break;
      default:
        throw new RangeError(`It has a field of the unknown type ${key & 7}`);
    }
    const field = Math.floor(key / 8);
    const values = fields.get(field);
    if (values === undefined) fields.set(field, [value]);
    else values.push(value);
  }
  return fields;
}

/** Numbers of a repeated field, packed or not. */
export function numbers(message: Message, field: number): number[] {
  return (message.get(field) ?? []).flatMap((value) => {
    if (typeof value === "number") return [value];
    // A packed list reads like the values of a field, each without its key.
    const list: number[] = [];
    let current = 0;
    let scale = 1;
    for (const byte of value) {
      current += (byte & 0x7f) * scale;
      scale *= 0x80;
      if (byte >= 0x80) continue;
      list.push(current);
      current = 0;
      scale = 1;
    }
    return list;
  });
}

/** Numbers of a field of float32. */
export function floats(message: Message, field: number): number[] {
  return byteFields(message, field).map(({ buffer, byteOffset }) =>
    new DataView(buffer, byteOffset, 4).getFloat32(0, true)
  );
}

/** Messages, texts or bytes of a repeated field. */
export function byteFields(
  message: Message,
  field: number,
): Uint8Array<ArrayBuffer>[] {
  return (message.get(field) ?? []).filter((value) =>
    typeof value !== "number"
  );
}

/** Texts of a repeated field. */
export function texts(message: Message, field: number): string[] {
  const decoder = new TextDecoder();
  return byteFields(message, field).map((bytes) => decoder.decode(bytes));
}
