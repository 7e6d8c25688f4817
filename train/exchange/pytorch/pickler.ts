/**
 * Writes pickles of protocol 2 as Python's own pickler does, for the few kinds
 * of objects that a state dict is made of.
 */
export class Pickler {
  readonly #bytes: number[] = [];
  /** Index in the memo of what may come again. */
  readonly #memo = new Map<string, number>();
  #memoSize = 0;

  /** Starts with the protocol. */
  constructor() {
    this.opcode("\x80\x02");
  }

  /**
   * Writes an opcode that needs no more than itself, or several.
   *
   * @param opcodes Each character is a byte.
   */
  opcode(opcodes: string): void {
    for (const letter of opcodes) this.#bytes.push(letter.charCodeAt(0));
  }

  #uint32(value: number): void {
    for (let shift = 0; shift < 32; shift += 8) {
      this.#bytes.push((value >>> shift) & 0xff);
    }
  }

  /** Keeps the object that was written last, under the next index. */
  put(): void {
    const index = this.#memoSize++;
    if (index < 0x100) {
      this.opcode("q");
      this.#bytes.push(index);
    } else {
      this.opcode("r");
      this.#uint32(index);
    }
  }

  /** Writes an object once and then refers to it. */
  #once(name: string, write: () => void): void {
    const index = this.#memo.get(name);
    if (index === undefined) {
      write();
      this.#memo.set(name, this.#memoSize);
      this.put();
    } else if (index < 0x100) {
      this.opcode("h");
      this.#bytes.push(index);
    } else {
      this.opcode("j");
      this.#uint32(index);
    }
  }

  /** Writes an integer from 0 to 2³¹ - 1. */
  integer(value: number): void {
    if (value < 0x100) {
      this.opcode("K");
      this.#bytes.push(value);
    } else if (value < 0x1_0000) {
      this.opcode("M");
      this.#bytes.push(value & 0xff, value >>> 8);
    } else {
      this.opcode("J");
      this.#uint32(value);
    }
  }

  #text(text: string): void {
    const bytes = new TextEncoder().encode(text);
    this.opcode("X");
    this.#uint32(bytes.length);
    this.#bytes.push(...bytes);
  }

  /** Writes a text that does not come again. */
  text(text: string): void {
    this.#text(text);
    this.put();
  }

  /** Writes a text that comes again. */
  constant(text: string): void {
    this.#once(text, () => this.#text(text));
  }

  /** Writes the name of a global. */
  global(module: string, name: string): void {
    this.#once(
      `${module}\n${name}`,
      () => this.opcode(`c${module}\n${name}\n`),
    );
  }

  /** Writes a tuple of integers. */
  tuple(values: readonly number[]): void {
    if (values.length === 0) return this.opcode(")");
    const isLong = values.length > 3;
    if (isLong) this.opcode("(");
    for (const value of values) this.integer(value);
    this.opcode(
      isLong ? "t" : ["\x85", "\x86", "\x87"][values.length - 1] ?? "",
    );
    this.put();
  }

  /** Writes an empty OrderedDict. */
  orderedDict(): void {
    this.global("collections", "OrderedDict");
    this.opcode(")R");
    this.put();
  }

  /**
   * Ends the pickle.
   *
   * @returns Its bytes.
   */
  end(): Uint8Array<ArrayBuffer> {
    this.opcode(".");
    return Uint8Array.from(this.#bytes);
  }
}
