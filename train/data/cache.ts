/**
 * Prepared pictures kept in one file, so that the next start need not decode
 * and resize them again.
 *
 * The file: 8 bytes "EDGEPACK", the length of the header (uint32, little
 * endian), SHA-256 of the header (32 bytes), the header (JSON), then the pixels
 * as they lie in memory. The header holds the fingerprint of the pixels, so
 * nothing in a damaged file goes unnoticed.
 *
 * @module
 */

import { createHash } from "node:crypto";
import {
  fingerprint,
  type PixelBlock,
  type SkippedPicture,
} from "./dataset.ts";
import type { Labels } from "./labels.ts";

const MAGIC = new TextEncoder().encode("EDGEPACK");
const PREFIX = MAGIC.length + 4 + 32;
/** Longer headers are not written by {@linkcode writePack}. */
const LONGEST_HEADER = 1 << 28;
/** One read or write call moves at most this many bytes. */
const SLICE = 1 << 26;

/** What a pack holds. */
export interface Pack extends PixelBlock {
  /** Says which pictures these are; a pack under another key is not used. */
  key: string;
  /** Fingerprint of the pixels. */
  fingerprint: string;
  /** What could not be used, so that it is reported again. */
  skipped: SkippedPicture[];
  /** Which class each picture belongs to, if they are labelled. */
  labels?: Labels;
}

type Header = Omit<Pack, "pixels">;

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash("sha256").update(bytes).digest();
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** Reads exactly `length` bytes; `undefined` if the file is shorter. */
async function readExactly(
  file: Deno.FsFile,
  length: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length;) {
    const read = await file.read(bytes.subarray(done, done + SLICE));
    if (read === null) return undefined;
    done += read;
  }
  return bytes;
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    done += await file.write(bytes.subarray(done, done + SLICE));
  }
}

async function readHeader(file: Deno.FsFile): Promise<Header | undefined> {
  const prefix = await readExactly(file, PREFIX);
  if (prefix === undefined) return undefined;
  if (!equal(prefix.subarray(0, MAGIC.length), MAGIC)) return undefined;
  const length = new DataView(prefix.buffer).getUint32(MAGIC.length, true);
  if (length > LONGEST_HEADER) return undefined;
  const header = await readExactly(file, length);
  if (header === undefined) return undefined;
  if (!equal(prefix.subarray(MAGIC.length + 4), sha256(header))) {
    return undefined;
  }
  return JSON.parse(new TextDecoder().decode(header)) as Header;
}

async function readOpenPack(
  file: Deno.FsFile,
  key: string,
): Promise<Pack | undefined> {
  const header = await readHeader(file);
  if (header === undefined || header.key !== key) return undefined;
  const size = header.count * 3 * header.height * header.width;
  // Asked before reading, so that a file of the wrong size costs nothing.
  const position = await file.seek(0, Deno.SeekMode.Current);
  if ((await file.stat()).size - position !== size) return undefined;
  const pixels = await readExactly(file, size);
  if (pixels === undefined) return undefined;
  const pack = { ...header, pixels };
  return fingerprint(pack) === header.fingerprint ? pack : undefined;
}

/**
 * Reads a pack.
 *
 * @param path File to read.
 * @param key Key that the pack must have.
 * @returns The pack; `undefined` if there is none, if it has another key, if it
 * is damaged in any way or cannot be read.
 */
export async function readPack(
  path: string,
  key: string,
): Promise<Pack | undefined> {
  try {
    using file = await Deno.open(path);
    return await readOpenPack(file, key);
  } catch (error) {
    // The file system refused; the pictures are then prepared again.
    if (error instanceof Error && "code" in error) return undefined;
    throw error;
  }
}

/**
 * Writes a pack under a temporary name and renames it, so that no reader ever
 * sees half a pack. Creates the folder.
 *
 * @param folder Folder of the pack.
 * @param name File name in it.
 * @param pack What to keep.
 * @throws What the file system throws, for instance on a read-only folder.
 */
export async function writePack(
  folder: string,
  name: string,
  pack: Pack,
): Promise<void> {
  const { pixels, ...rest } = pack;
  const header = new TextEncoder().encode(JSON.stringify(rest));
  const prefix = new Uint8Array(PREFIX);
  prefix.set(MAGIC);
  new DataView(prefix.buffer).setUint32(MAGIC.length, header.length, true);
  prefix.set(sha256(header), MAGIC.length + 4);

  await Deno.mkdir(folder, { recursive: true });
  const temporary = `${folder}/${name}.${crypto.randomUUID()}.tmp`;
  try {
    const file = await Deno.open(temporary, { write: true, createNew: true });
    try {
      for (const part of [prefix, header, pixels]) await writeAll(file, part);
    } finally {
      file.close();
    }
    await Deno.rename(temporary, `${folder}/${name}`);
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw error;
  }
}
