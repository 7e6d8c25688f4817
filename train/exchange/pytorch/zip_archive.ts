/**
 * ZIP archives whose files are stored as they are, as in PyTorch's files.
 *
 * @module
 */

import {
  configure,
  Uint8ArrayReader,
  Uint8ArrayWriter,
  ZipReader,
  ZipWriter,
} from "@zip.js/zip.js";

// Nothing is compressed: a worker would only copy.
configure({ useWebWorkers: false });

/** Stored, not compressed. */
const STORED = 0;

/** What `torch.jit.save` writes and `torch.save` does not. */
const SCRIPT_FILE = /^[^/]+\/(code\/|constants\.pkl$)/;

/** Far above what a network has; bounds the time that an archive takes. */
const MAX_FILES = 1000;

/**
 * Reads the files of an archive. Each is checked against its CRC-32.
 *
 * @param archive The bytes of the archive.
 * @returns Contents by name; all together no longer than the archive.
 * @throws {SyntaxError} If it is damaged or one of TorchScript, has more than a
 * thousand files, or one is compressed or encrypted.
 */
export async function readZip(
  archive: Uint8Array<ArrayBuffer>,
): Promise<Map<string, Uint8Array>> {
  const reader = new ZipReader(new Uint8ArrayReader(archive), {
    checkSignature: true,
    checkOverlappingEntry: true,
  });
  const files = new Map<string, Uint8Array>();
  let bytes = 0;
  try {
    const entries = [];
    for await (const entry of reader.getEntriesGenerator()) {
      if (entries.push(entry) > MAX_FILES) {
        throw new Error(`it has more than ${MAX_FILES} files`);
      }
    }
    if (entries.some(({ filename }) => SCRIPT_FILE.test(filename))) {
      throw new SyntaxError(
        "it is a TorchScript archive, a program: save the network's state_dict() with torch.save",
      );
    }
    for (const entry of entries) {
      if (entry.directory) continue;
      if (entry.compressionMethod !== STORED || entry.encrypted) {
        throw new Error("a file in it is compressed, PyTorch compresses none");
      }
      // Before anything is copied: files that share bytes, or lie about their
      // sizes, could ask for any amount of memory.
      bytes += entry.uncompressedSize;
      if (
        entry.uncompressedSize !== entry.compressedSize ||
        bytes > archive.length
      ) throw new Error("the sizes in it are wrong");
      if (files.has(entry.filename)) throw new Error("it has a file twice");
      files.set(entry.filename, await entry.getData(new Uint8ArrayWriter()));
    }
  } catch (error) {
    if (error instanceof SyntaxError) throw error;
    throw new SyntaxError(
      `it is no whole ZIP archive: ${(error as Error).message}`,
    );
  } finally {
    await reader.close();
  }
  return files;
}

/** Where PyTorch lets the contents of files start: at multiples of it. */
const ALIGNMENT = 64;
/** Bytes of a file's header without its name and the padding. */
const HEADER_BYTES = 30 + 4;
/** Kind of the extra field that PyTorch pads with. */
const PADDING_FIELD = 0x4246;
/** The first time that ZIP knows: the same bytes whenever it is written. */
const TIME = new Date(1980, 0, 1);

/**
 * Writes an archive as PyTorch does: stored, each file's content aligned to 64
 * bytes, so that it can be mapped into memory.
 *
 * @param files Contents by name, in ASCII.
 * @returns The bytes of the archive; the same files give the same bytes.
 */
export async function writeZip(
  files: ReadonlyMap<string, Uint8Array>,
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), {
    level: STORED,
    dataDescriptor: false,
    extendedTimestamp: false,
    lastModDate: TIME,
  });
  let position = 0;
  for (const [name, content] of files) {
    const start = position + HEADER_BYTES + name.length;
    const padding = (ALIGNMENT - start % ALIGNMENT) % ALIGNMENT;
    await writer.add(name, new Uint8ArrayReader(content), {
      extraField: new Map([[PADDING_FIELD, new Uint8Array(padding)]]),
    });
    position = start + padding + content.length;
  }
  return await writer.close();
}
