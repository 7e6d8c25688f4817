/**
 * Functions of WebAssembly whose parameters are integers and that return
 * nothing, and the module that holds them.
 *
 * @module
 */

import { type Code, i32, unsigned } from "./code.ts";

const I32 = 0x7f;
const V128 = 0x7b;

/** A parameter or a local variable. */
export interface Variable {
  /** Its value. */
  readonly value: Code;
  /** Gives it another one. */
  set(value: Code): Code;
}

/** Gives out the local variables of a function. */
export interface Locals {
  /** A variable for an address or a count. */
  integer(): Variable;
  /** A variable for a vector. */
  vector(): Variable;
  /** Variables for vectors. */
  vectors(count: number): Variable[];
}

/** A function that a module exports. */
export interface Kernel {
  /** Its name. */
  readonly name: string;
  /** How many parameters it has. */
  readonly parameters: number;
  /** Types of its local variables. */
  readonly locals: readonly number[];
  /** Its instructions. */
  readonly code: Code;
}

function variable(index: number): Variable {
  const operand = unsigned(index);
  return {
    value: [0x20, operand],
    set: (value) => [value, 0x21, operand],
  };
}

/**
 * Writes a function.
 *
 * @param name Its name in the module.
 * @param parameters Names of its parameters, in order.
 * @param write Takes the parameters by name, returns the instructions.
 */
export function kernel<const Name extends string>(
  name: string,
  parameters: readonly Name[],
  write: (parameters: Record<Name, Variable>, locals: Locals) => Code,
): Kernel {
  const types: number[] = [];
  const local = (type: number) =>
    variable(parameters.length + types.push(type) - 1);
  const vector = () => local(V128);
  const code = write(
    Object.fromEntries(
      parameters.map((name, index) => [name, variable(index)]),
    ) as Record<Name, Variable>,
    {
      integer: () => local(I32),
      vector,
      vectors: (count) => Array.from({ length: count }, vector),
    },
  );
  return { name, parameters: parameters.length, locals: types, code };
}

/** Moves an address on. */
export function advance(address: Variable, bytes: number | Code): Code {
  const step = typeof bytes === "number" ? i32.constant(bytes) : bytes;
  return address.set(i32.add(address.value, step));
}

/** Does something `count` times, at least once; `count` is 0 afterwards. */
export function repeat(count: Variable, body: Code): Code {
  return [
    [0x03, 0x40],
    body,
    count.set(i32.subtract(count.value, i32.constant(1))),
    count.value,
    [0x0d, 0],
    0x0b,
  ];
}

function flatten(code: Code): number[] {
  return typeof code === "number"
    ? [code]
    : (code.flat(Infinity as 1) as number[]);
}

/** A list with its length before it. */
function list(items: readonly Code[]): Code {
  return [unsigned(items.length), ...items];
}

/** Bytes with their number before them. */
function sized(code: Code): Code {
  const bytes = flatten(code);
  return [unsigned(bytes.length), bytes];
}

function text(value: string): Code {
  return sized([...new TextEncoder().encode(value)]);
}

/** Types and number of equal locals that follow each other. */
function runs(types: readonly number[]): Code[] {
  return types.map((type) => [1, type]);
}

/**
 * Encodes a module that imports `engine.memory` and exports the functions.
 *
 * @param kernels The functions.
 */
export function encodeModule(
  kernels: readonly Kernel[],
): Uint8Array<ArrayBuffer> {
  const section = (id: number, content: Code): Code => [id, sized(content)];
  const parameters = (count: number) => list(Array(count).fill(I32));
  return Uint8Array.from(flatten([
    [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    section(
      1,
      list(kernels.map((kernel) => [
        0x60,
        parameters(kernel.parameters),
        list([]),
      ])),
    ),
    section(2, list([[text("engine"), text("memory"), 2, 0, 1]])),
    section(3, list(kernels.map((_, index) => unsigned(index)))),
    section(
      7,
      list(kernels.map(({ name }, index) => [
        text(name),
        0,
        unsigned(index),
      ])),
    ),
    section(
      10,
      list(
        kernels.map(({ locals, code }) =>
          sized([list(runs(locals)), code, 0x0b])
        ),
      ),
    ),
  ]));
}
