/**
 * The state of a reader of pickles.
 *
 * @module
 */

import { shown } from "../shown.ts";

/** A global that a pickle names, like `torch.FloatStorage`. */
export class Global {
  /**
   * Names a global.
   *
   * @param name Module and name, with a dot between them.
   */
  constructor(readonly name: string) {}
}

/** A list of Python; tuples are arrays, which nothing can change. */
export class PickledList {
  /** The elements. */
  readonly items: unknown[] = [];
}

/** What calling an allowed global gives; `null`: it may not be called. */
export type Callable = ((args: readonly unknown[]) => unknown) | null;

/** What a pickle may do. */
export interface PickleRules {
  /** Globals that it may name, as `module.name`. */
  readonly globals: ReadonlyMap<string, Callable>;
  /** What stands for an object that is kept outside of the pickle. */
  readonly persistent: (id: unknown) => unknown;
}

/**
 * Pickles of state dicts are small, the numbers lie outside of them. The limit
 * bounds the memory that a made-up one can take: each byte makes at most one
 * object.
 */
export const MAX_PICKLE_BYTES = 1 << 20;

/**
 * Position, stack and memo of a reader of pickles, and what it can do with
 * them.
 */
export class PickleMachine {
  /** Offset of the next byte. */
  position = 0;
  /** What was kept, by its index. */
  readonly memo = new Map<number, unknown>();
  readonly #stack: unknown[] = [];
  /** Heights of the stack where a MARK is. */
  readonly #marks: number[] = [];
  readonly #view: DataView;

  /**
   * Starts at the first byte.
   *
   * @param bytes The pickle.
   * @param rules What it may do.
   */
  constructor(readonly bytes: Uint8Array, readonly rules: PickleRules) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** Moves on by so many bytes; where they start. */
  #skip(length: number): number {
    const start = this.position;
    if (length > this.bytes.length - start) {
      throw new SyntaxError(
        this.bytes.length === MAX_PICKLE_BYTES
          ? `its pickle is longer than ${MAX_PICKLE_BYTES} bytes`
          : "its pickle ends early",
      );
    }
    this.position += length;
    return start;
  }

  /** Reads a byte. */
  uint8 = () => this.#view.getUint8(this.#skip(1));
  /** Reads an unsigned 16-bit integer. */
  uint16 = () => this.#view.getUint16(this.#skip(2), true);
  /** Reads an unsigned 32-bit integer. */
  uint32 = () => this.#view.getUint32(this.#skip(4), true);
  /** Reads a signed 32-bit integer. */
  int32 = () => this.#view.getInt32(this.#skip(4), true);
  /** Reads a float64, which is big-endian here. */
  float64 = () => this.#view.getFloat64(this.#skip(8));

  /** Reads bytes. */
  take(length: number): Uint8Array {
    const start = this.#skip(length);
    return this.bytes.subarray(start, start + length);
  }

  /** Reads UTF-8. */
  text(length: number): string {
    const bytes = this.take(length);
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      throw new SyntaxError("its pickle has a text that is not UTF-8");
    }
  }

  /** Reads text up to the end of the line. */
  line(): string {
    const end = this.bytes.indexOf("\n".charCodeAt(0), this.position);
    const text = this.text(
      (end < 0 ? this.bytes.length : end) - this.position,
    );
    this.#skip(1);
    return text;
  }

  /** Puts a value on the stack. */
  push(value: unknown): void {
    this.#stack.push(value);
  }

  /** Takes a value that lies above the last mark. */
  pop(): unknown {
    if (this.#stack.length <= (this.#marks.at(-1) ?? 0)) {
      throw new SyntaxError("its pickle takes from an empty stack");
    }
    return this.#stack.pop();
  }

  /** Takes so many values, in the order they were put. */
  popTuple(length: number): unknown[] {
    return Array.from({ length }, () => this.pop()).reverse();
  }

  /** Marks the height of the stack. */
  mark(): void {
    this.#marks.push(this.#stack.length);
  }

  /** Takes everything above the last mark, and the mark. */
  popToMark(): unknown[] {
    const mark = this.#marks.pop();
    if (mark === undefined) throw new SyntaxError("its pickle lacks a MARK");
    return this.#stack.splice(mark);
  }

  /** Appends to the list on the stack. */
  append(items: readonly unknown[]): void {
    const list = this.pop();
    if (!(list instanceof PickledList)) {
      throw new SyntaxError("its pickle appends to something that is no list");
    }
    for (const item of items) list.items.push(item);
    this.push(list);
  }

  /** Puts keys and values into the dict on the stack. */
  setItems(items: readonly unknown[]): void {
    const dict = this.pop();
    if (!(dict instanceof Map) || items.length % 2 !== 0) {
      throw new SyntaxError("its pickle sets items of something that is none");
    }
    for (let index = 0; index < items.length; index += 2) {
      const key = items[index];
      if (typeof key !== "string" && typeof key !== "number") {
        throw new SyntaxError("its pickle has a key that is no text or number");
      }
      dict.set(key, items[index + 1]);
    }
    this.push(dict);
  }

  /** Puts what was kept on the stack. */
  recall(index: number): void {
    if (!this.memo.has(index)) {
      throw new SyntaxError(`its pickle recalls what it never kept: ${index}`);
    }
    this.push(this.memo.get(index));
  }

  /** Keeps what is on the stack, which stays there. */
  memoize(index: number): void {
    const value = this.pop();
    this.memo.set(index, value);
    this.push(value);
  }

  /** Reads the name of a global, which must be allowed. */
  global(): void {
    const name = `${this.line()}.${this.line()}`;
    if (!this.rules.globals.has(name)) {
      throw new SyntaxError(
        `its pickle names ${shown(name)}, which is not part of a state dict`,
      );
    }
    this.push(new Global(name));
  }

  /** Stands for a call; what may be called is a function of this project. */
  reduce(): void {
    const args = this.pop();
    const callee = this.pop();
    if (!(callee instanceof Global) || !Array.isArray(args)) {
      throw new SyntaxError("its pickle calls something that is no class");
    }
    const call = this.rules.globals.get(callee.name);
    if (!call) {
      throw new SyntaxError(
        `its pickle calls ${callee.name}, which it may not`,
      );
    }
    this.push(call(args));
  }

  /** Attributes of a dict: what PyTorch keeps there says nothing of tensors. */
  build(): void {
    const attributes = this.pop();
    const dict = this.pop();
    if (!(dict instanceof Map) || !(attributes instanceof Map)) {
      throw new SyntaxError("its pickle gives attributes to what is no dict");
    }
    this.push(dict);
  }

  /** Puts an integer on the stack: little-endian, two's complement. */
  long(bytes: Uint8Array): void {
    const { length } = bytes;
    const bits = length === 0 ? 0n : BigInt(`0x${bytes.toReversed().toHex()}`);
    this.push(Number(BigInt.asIntN(8 * length, bits)));
  }
}
