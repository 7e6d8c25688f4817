/**
 * The safetensors format: eight bytes with the length of a JSON header, the
 * header, and the raw data it points into, all little-endian. This project
 * writes float32 tensors only.
 *
 * @module
 */

import type { Tensors } from "./tensor.ts";

/** What a safetensors file holds. */
export interface Safetensors {
  /** Tensors in the order of their data. */
  readonly tensors: Tensors;
  /** Free-form text by name. */
  readonly metadata: Readonly<Record<string, string>>;
}

interface HeaderEntry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

const METADATA = "__metadata__";
const LENGTH_BYTES = 8;

/**
 * Encodes tensors as a safetensors file.
 *
 * @param content Tensors and metadata.
 * @returns The bytes of the file; the same content gives the same bytes.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   decodeSafetensors,
 *   encodeSafetensors,
 * } from "@edge-dcgan/edge-dcgan";
 *
 * const tensors = new Map([
 *   ["bias", { shape: [2], data: Float32Array.of(1, 2) }],
 * ]);
 * const bytes = encodeSafetensors({ tensors, metadata: { step: "7" } });
 * assertEquals(decodeSafetensors(bytes).tensors, tensors);
 * ```
 */
export function encodeSafetensors(
  { tensors, metadata }: Safetensors,
): Uint8Array<ArrayBuffer> {
  const header: Record<string, HeaderEntry | Safetensors["metadata"]> = {
    [METADATA]: metadata,
  };
  let end = 0;
  for (const [name, { shape, data }] of tensors) {
    const start = end;
    end += data.byteLength;
    header[name] = {
      dtype: "F32",
      shape: [...shape],
      data_offsets: [start, end],
    };
  }
  let json = new TextEncoder().encode(JSON.stringify(header));
  // Padded with spaces so that the data is aligned, as the format asks for.
  const padded = new Uint8Array(Math.ceil(json.length / 8) * 8).fill(0x20);
  padded.set(json);
  json = padded;
  const bytes = new Uint8Array(LENGTH_BYTES + json.length + end);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, LENGTH_BYTES);
  let offset = LENGTH_BYTES + json.length;
  for (const { data } of tensors.values()) {
    bytes.set(
      new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
      offset,
    );
    offset += data.byteLength;
  }
  return bytes;
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new SyntaxError("the header is not JSON");
  }
  if (typeof header !== "object" || header === null || Array.isArray(header)) {
    throw new SyntaxError("the header is not a JSON object");
  }
  return header as Record<string, unknown>;
}

function checkMetadata(metadata: unknown): Safetensors["metadata"] {
  if (
    typeof metadata !== "object" || metadata === null ||
    Object.values(metadata).some((text) => typeof text !== "string")
  ) {
    throw new SyntaxError("its metadata is not text by name");
  }
  return metadata as Safetensors["metadata"];
}

/** A tensor as the file has it. */
export interface RawTensor {
  /** The format's name of the element type, for instance `F32`. */
  readonly dtype: string;
  /** Size of each dimension, outermost first. */
  readonly shape: readonly number[];
  /** Elements in row-major order, a part of the file. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Bytes of an element, by the names of the types that may be read. */
export type ElementBytes = Readonly<Record<string, number>>;

/** Type and shape of a tensor and the bytes of the data it takes. */
interface Extent {
  dtype: string;
  shape: number[];
  start: number;
  end: number;
}

/** A value of the header as a message may show it. */
function brief(value: unknown): string {
  return ["string", "number"].includes(typeof value)
    ? `${value}`
    : typeof value;
}

function readEntry(
  name: string,
  entry: unknown,
  elementBytes: ElementBytes,
): Extent {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Partial<
    HeaderEntry
  >;
  if (typeof dtype !== "string" || !Object.hasOwn(elementBytes, dtype)) {
    throw new SyntaxError(
      `tensor ${name} is ${brief(dtype)}, only ${
        Object.keys(elementBytes).join(", ")
      } can be read`,
    );
  }
  const isSize = (size: unknown): size is number =>
    Number.isSafeInteger(size) && size as number >= 0;
  if (!Array.isArray(shape) || !shape.every(isSize)) {
    throw new SyntaxError(`tensor ${name} has no valid shape`);
  }
  const bytes = shape.reduce(
    (size, dimension) => size * dimension,
    elementBytes[dtype] as number,
  );
  const [start, end]: unknown[] = Array.isArray(offsets) ? offsets : [];
  if (!isSize(start) || !isSize(end) || end - start !== bytes) {
    throw new SyntaxError(
      `tensor ${name} of shape [${shape}] does not fit its bytes ${
        brief(start)
      } to ${brief(end)}`,
    );
  }
  return { dtype, shape, start, end };
}

/** Cuts the data into tensors, which must cover it without gaps. */
function cut(
  entries: Record<string, unknown>,
  data: Uint8Array<ArrayBuffer>,
  elementBytes: ElementBytes,
): Map<string, RawTensor> {
  const extents = Object.entries(entries)
    .map(([name, entry]) => ({
      name,
      ...readEntry(name, entry, elementBytes),
    }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const tensors = new Map<string, RawTensor>();
  let position = 0;
  for (const { name, dtype, shape, start, end } of extents) {
    if (start !== position) {
      throw new SyntaxError(
        `tensor ${name} starts at byte ${start} of the data, not at ${position} where the one before it ends`,
      );
    }
    if (end > data.length) {
      throw new SyntaxError(
        `tensor ${name} ends at byte ${end} of the data, which has only ${data.length}`,
      );
    }
    tensors.set(name, { dtype, shape, bytes: data.subarray(start, end) });
    position = end;
  }
  if (position !== data.length) {
    throw new SyntaxError(
      `the data has ${data.length} bytes, its tensors only ${position}`,
    );
  }
  return tensors;
}

/**
 * Splits a safetensors file into its tensors, whatever their elements are.
 *
 * @param bytes The bytes of the file.
 * @param elementBytes The element types that may be read.
 * @returns The tensors as they are in the file, and the metadata.
 * @throws {SyntaxError} If it is not a whole safetensors file of such tensors;
 * the message says what is wrong.
 */
export function splitSafetensors(
  bytes: Uint8Array<ArrayBuffer>,
  elementBytes: ElementBytes,
): {
  tensors: Map<string, RawTensor>;
  metadata: Readonly<Record<string, string>>;
} {
  if (bytes.length < LENGTH_BYTES) {
    throw new SyntaxError(`it has only ${bytes.length} bytes`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const start = LENGTH_BYTES + Number(view.getBigUint64(0, true));
  if (start > bytes.length) {
    throw new SyntaxError(
      `its header would end at byte ${start} of ${bytes.length}`,
    );
  }
  const header = parseHeader(bytes.subarray(LENGTH_BYTES, start));
  const { [METADATA]: metadata = {}, ...entries } = header;
  return {
    tensors: cut(entries, bytes.subarray(start), elementBytes),
    metadata: checkMetadata(metadata),
  };
}

/**
 * Decodes a safetensors file of float32 tensors.
 *
 * @param bytes The bytes of the file.
 * @throws {SyntaxError} If they are not a whole safetensors file of float32
 * tensors; the message says what is wrong.
 *
 * @example
 * ```ts
 * import { assertThrows } from "@std/assert";
 * import { decodeSafetensors } from "@edge-dcgan/edge-dcgan";
 *
 * assertThrows(() => decodeSafetensors(new Uint8Array(3)), SyntaxError);
 * ```
 */
export function decodeSafetensors(
  bytes: Uint8Array<ArrayBuffer>,
): Safetensors {
  const { tensors, metadata } = splitSafetensors(bytes, { F32: 4 });
  return {
    // Copied, since a file's data need not be aligned in memory.
    tensors: new Map(
      Array.from(tensors, ([name, { shape, bytes }]) => [name, {
        shape,
        data: new Float32Array(bytes.slice().buffer),
      }]),
    ),
    metadata,
  };
}
