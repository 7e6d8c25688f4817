/**
 * Reads pickles, the format inside PyTorch's files, without being what Python's
 * own reader is: a machine that calls whatever the file names. There are only
 * the opcodes that a state dict needs; the globals that a file may name are
 * given, and are functions of this project.
 *
 * @module
 */

import { OPCODE_NAMES } from "./opcodes.ts";
import {
  MAX_PICKLE_BYTES,
  PickledList,
  PickleMachine,
  type PickleRules,
} from "./pickle_machine.ts";

/** A pickle that was read. */
export interface Pickle {
  /** What it holds. */
  readonly value: unknown;
  /** Number of bytes that it takes. */
  readonly bytes: number;
}

/** torch.save's own; the others have other opcodes. */
const PROTOCOL = 2;

/** What each allowed opcode does. */
const OPERATIONS: ReadonlyMap<string, (machine: PickleMachine) => void> =
  new Map(
    Object.entries<(machine: PickleMachine) => void>({
      PROTO: (machine) => {
        const protocol = machine.uint8();
        if (protocol === PROTOCOL) return;
        throw new SyntaxError(
          `its pickle has protocol ${protocol}: only ${PROTOCOL}, which torch.save writes by default, can be read`,
        );
      },
      NONE: (machine) => machine.push(null),
      NEWTRUE: (machine) => machine.push(true),
      NEWFALSE: (machine) => machine.push(false),
      BININT: (machine) => machine.push(machine.int32()),
      BININT1: (machine) => machine.push(machine.uint8()),
      BININT2: (machine) => machine.push(machine.uint16()),
      LONG1: (machine) => machine.long(machine.take(machine.uint8())),
      BINFLOAT: (machine) => machine.push(machine.float64()),
      BINUNICODE: (machine) => machine.push(machine.text(machine.uint32())),
      EMPTY_LIST: (machine) => machine.push(new PickledList()),
      EMPTY_DICT: (machine) => machine.push(new Map()),
      EMPTY_TUPLE: (machine) => machine.push([]),
      MARK: (machine) => machine.mark(),
      TUPLE: (machine) => machine.push(machine.popToMark()),
      TUPLE1: (machine) => machine.push(machine.popTuple(1)),
      TUPLE2: (machine) => machine.push(machine.popTuple(2)),
      TUPLE3: (machine) => machine.push(machine.popTuple(3)),
      APPEND: (machine) => machine.append(machine.popTuple(1)),
      APPENDS: (machine) => machine.append(machine.popToMark()),
      SETITEM: (machine) => machine.setItems(machine.popTuple(2)),
      SETITEMS: (machine) => machine.setItems(machine.popToMark()),
      BINPUT: (machine) => machine.memoize(machine.uint8()),
      LONG_BINPUT: (machine) => machine.memoize(machine.uint32()),
      BINGET: (machine) => machine.recall(machine.uint8()),
      LONG_BINGET: (machine) => machine.recall(machine.uint32()),
      GLOBAL: (machine) => machine.global(),
      BINPERSID: (machine) =>
        machine.push(machine.rules.persistent(machine.pop())),
      REDUCE: (machine) => machine.reduce(),
      BUILD: (machine) => machine.build(),
    }),
  );

/**
 * Reads a pickle.
 *
 * @param bytes Bytes that start with it.
 * @param rules What it may do.
 * @throws {SyntaxError} If it has an opcode or names a global that is not
 * allowed, which the message tells, or is damaged.
 */
export function unpickle(bytes: Uint8Array, rules: PickleRules): Pickle {
  const machine = new PickleMachine(bytes.subarray(0, MAX_PICKLE_BYTES), rules);
  for (;;) {
    const opcode = machine.uint8();
    const name = OPCODE_NAMES.get(opcode) ?? `0x${opcode.toString(16)}`;
    if (name === "STOP") {
      return { value: machine.pop(), bytes: machine.position };
    }
    const operation = OPERATIONS.get(name);
    if (operation === undefined) {
      throw new SyntaxError(
        `its pickle has the opcode ${name}, which no state dict has`,
      );
    }
    operation(machine);
  }
}
