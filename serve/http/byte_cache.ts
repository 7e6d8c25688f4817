/**
 * Files by name, with a bound on their bytes: where a new one needs room, those
 * go that were not asked for the longest.
 */
export class ByteCache {
  readonly #files = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly #capacity: number;
  #bytes = 0;

  /** @param capacity Most bytes of all files together; names do not count. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Bytes of all files together. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The file of a name, if it is still there. */
  get(name: string): Uint8Array<ArrayBuffer> | undefined {
    const file = this.#files.get(name);
    if (file !== undefined) {
      // A map keeps the order in which its entries came.
      this.#files.delete(name);
      this.#files.set(name, file);
    }
    return file;
  }

  /** Keeps a file, unless it is too large to be kept at all. */
  set(name: string, file: Uint8Array<ArrayBuffer>): void {
    this.#delete(name);
    if (file.length > this.#capacity) return;
    this.#files.set(name, file);
    this.#bytes += file.length;
    for (const oldest of this.#files.keys()) {
      if (this.#bytes <= this.#capacity) break;
      this.#delete(oldest);
    }
  }

  #delete(name: string): void {
    this.#bytes -= this.#files.get(name)?.length ?? 0;
    this.#files.delete(name);
  }
}
