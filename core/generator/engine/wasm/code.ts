/**
 * Instructions of WebAssembly as functions: each takes the code of its operands
 * and returns the code that computes its result.
 *
 * @module
 */

/** Bytes of instructions, in any nesting. */
export type Code = number | readonly Code[];

/** An unsigned integer as LEB128. */
export function unsigned(value: number): number[] {
  const bytes = [];
  for (; value >= 0x80; value = Math.floor(value / 0x80)) {
    bytes.push(value % 0x80 | 0x80);
  }
  return [...bytes, value];
}

/** A signed integer of 32 bits as LEB128. */
function signed(value: number): number[] {
  const bytes = [];
  for (; value < -0x40 || value >= 0x40; value >>= 7) {
    bytes.push(value & 0x7f | 0x80);
  }
  return [...bytes, value & 0x7f];
}

/** A plain instruction: its operands, then itself. */
function operation(...opcode: number[]): (...operands: Code[]) => Code {
  return (...operands) => [...operands, opcode];
}

/** An instruction on vectors of 128 bits. */
function vector(opcode: number): (...operands: Code[]) => Code {
  return operation(0xfd, ...unsigned(opcode));
}

/** A vector instruction at `address + offset` bytes. */
function access(opcode: number) {
  return (address: Code, offset = 0, ...operands: Code[]): Code => [
    address,
    ...operands,
    // All numbers lie at multiples of four bytes; it is a hint only.
    [0xfd, ...unsigned(opcode), 2, ...unsigned(offset)],
  ];
}

/** Integers of 32 bits: addresses and counts. */
export const i32 = {
  constant: (value: number): Code => [0x41, signed(value)],
  add: operation(0x6a),
  subtract: operation(0x6b),
};

/** Vectors of 128 bits, whatever is in them. */
export const v128 = {
  load: access(0x00),
  /** Eight bytes as eight signed integers of 16 bits. */
  load8x8: access(0x01),
  /** Four integers of 16 bits as signed integers of 32 bits. */
  load16x4: access(0x03),
  /** One number of 32 bits, four times. */
  loadSplat: access(0x09),
  store: access(0x0b),
  /** One of the four numbers of 32 bits of `value`. */
  storeLane: (address: Code, lane: number, value: Code): Code => [
    address,
    value,
    [0xfd, 0x5a, 2, 0, lane],
  ],
  and: vector(0x4e),
  or: vector(0x50),
  /** Picks four of eight numbers of 32 bits: 0–3 of `a`, 4–7 of `b`. */
  shuffle: (a: Code, b: Code, ...picks: number[]): Code => [
    a,
    b,
    [0xfd, 0x0d],
    picks.map((pick) => [0, 1, 2, 3].map((byte) => 4 * pick + byte)),
  ],
};

/** Vectors of four integers of 32 bits. */
export const i32x4 = {
  constant: (value: number): Code => [i32.constant(value), 0xfd, 0x11],
  add: vector(0xae),
  /** Shifts by a scalar, the second operand. */
  shiftLeft: vector(0xab),
  /** From four floats; towards zero, NaN to zero. */
  truncate: vector(0xf8),
  /** From the first four of eight integers of 16 bits. */
  extendLow: vector(0xa7),
  /** From the last four of eight integers of 16 bits. */
  extendHigh: vector(0xa8),
};

/** Vectors of four floats of 32 bits. */
export const f32x4 = {
  constant: (value: number): Code => {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    return [0x43, ...bytes, 0xfd, 0x13];
  },
  nearest: vector(0x6a),
  add: vector(0xe4),
  subtract: vector(0xe5),
  multiply: vector(0xe6),
  divide: vector(0xe7),
  /** `b < a ? b : a`. */
  smaller: vector(0xea),
  /** `a < b ? b : a`. */
  larger: vector(0xeb),
  /** From four integers. */
  convert: vector(0xfa),
};
