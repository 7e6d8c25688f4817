/**
 * Reads files of events as TensorBoard does, written from the descriptions of
 * TFRecord and Protocol Buffers alone.
 */

import { assertEquals } from "@std/assert";

/** An event, as far as training writes any. */
export interface ReadEvent {
  readonly wallTime: number;
  readonly step: number;
  readonly version?: string;
  readonly starts?: boolean;
  readonly scalars: Readonly<Record<string, number>>;
  readonly images: Readonly<
    Record<string, { height: number; width: number; png: Uint8Array }>
  >;
}

/** CRC-32C, bit by bit: polynomial 0x1EDC6F41, reflected. */
export function bitwiseCrc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) {
      crc = (crc >>> 1) ^ ((crc & 1) * 0x82f63b78);
    }
  }
  return ~crc >>> 0;
}

/** The checksum that a masked one hides. */
function unmasked(masked: number): number {
  const rotated = (masked - 0xa282ead8) >>> 0;
  return ((rotated >>> 17) | (rotated << 15)) >>> 0;
}

/** Contents of the whole records; a broken end is passed over. */
export function readRecords(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const records: Uint8Array[] = [];
  for (let at = 0; at + 12 <= bytes.length;) {
    const length = Number(view.getBigUint64(at, true));
    const head = bytes.subarray(at, at + 8);
    assertEquals(unmasked(view.getUint32(at + 8, true)), bitwiseCrc32c(head));
    const end = at + 12 + length;
    if (end + 4 > bytes.length) break;
    const data = bytes.subarray(at + 12, end);
    assertEquals(unmasked(view.getUint32(end, true)), bitwiseCrc32c(data));
    records.push(data);
    at = end + 4;
  }
  return records;
}

type Field = number | Uint8Array;

/** Numbers and contents of a message's fields; of fixed ones their bytes. */
function fields(message: Uint8Array): [number, Field][] {
  const found: [number, Field][] = [];
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let scale = 1;; scale *= 128) {
      const byte = message[at++] as number;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    const kind = tag & 7;
    if (kind === 0) {
      found.push([tag >>> 3, varint()]);
      continue;
    }
    const length = kind === 1 ? 8 : kind === 5 ? 4 : varint();
    found.push([tag >>> 3, message.subarray(at, at + length)]);
    at += length;
  }
  return found;
}

const viewOf = (bytes: Field | undefined) => {
  const { buffer, byteOffset } = bytes as Uint8Array;
  return new DataView(buffer, byteOffset);
};
const textOf = (bytes: Field | undefined) =>
  new TextDecoder().decode(bytes as Uint8Array);

/** An event from its message. */
export function readEvent(message: Uint8Array): ReadEvent {
  const event = new Map(fields(message));
  const scalars: Record<string, number> = {};
  const images: Record<
    string,
    { height: number; width: number; png: Uint8Array }
  > = {};
  for (const [, content] of fields((event.get(5) ?? []) as Uint8Array)) {
    const value = new Map(fields(content as Uint8Array));
    const tag = textOf(value.get(1));
    if (value.has(2)) scalars[tag] = viewOf(value.get(2)).getFloat32(0, true);
    if (value.has(4)) {
      const image = new Map(fields(value.get(4) as Uint8Array));
      assertEquals(image.get(3), 3);
      images[tag] = {
        height: image.get(1) as number,
        width: image.get(2) as number,
        png: image.get(4) as Uint8Array,
      };
    }
  }
  const session = event.get(7);
  return {
    wallTime: viewOf(event.get(1)).getFloat64(0, true),
    step: (event.get(2) ?? 0) as number,
    ...event.has(3) && { version: textOf(event.get(3)) },
    ...session !== undefined && {
      starts: new Map(fields(session as Uint8Array)).get(1) === 1,
    },
    scalars,
    images,
  };
}

/** Names of the files of events in a folder, in TensorBoard's order. */
export function eventFiles(folder: string): string[] {
  return Array.from(Deno.readDirSync(folder), ({ name }) => name)
    .filter((name) => name.includes("tfevents")).sort();
}

/** What TensorBoard shows of a folder: all events that no start has voided. */
export function readEvents(folder: string): ReadEvent[] {
  let kept: ReadEvent[] = [];
  for (const name of eventFiles(folder)) {
    for (const record of readRecords(Deno.readFileSync(`${folder}/${name}`))) {
      const event = readEvent(record);
      if (event.starts) kept = kept.filter(({ step }) => step < event.step);
      kept.push(event);
    }
  }
  return kept;
}
