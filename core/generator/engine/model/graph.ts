/**
 * The parts of an ONNX file that a generator has.
 *
 * @module
 */

import {
  byteFields,
  floats,
  type Message,
  numbers,
  readMessage,
  texts,
} from "./protobuf.ts";

/** A model that the engine cannot paint with; the message says why. */
export class ModelError extends Error {
  /** What the error is called where it is printed. */
  override name = "ModelError";
}

/**
 * What is wrong with a tensor that has an infinity or NaN.
 *
 * @param name Its name.
 */
export function notFinite(name: string): ModelError {
  return new ModelError(
    `its tensor ${name} has a number that is infinite or no number`,
  );
}

/** A step of the computation. */
export interface GraphNode {
  /** Its operator, for instance "Gemm". */
  readonly type: string;
  /** Names of what goes in. */
  readonly inputs: readonly string[];
  /** Name of what comes out. */
  readonly output: string;
  /** Attributes that are numbers or lists of integers; others are empty. */
  readonly attributes: ReadonlyMap<string, readonly number[]>;
}

/** How the numbers of a tensor lie in the file. */
export type Storage = "float32" | "float16" | "int8" | "int64";

/** A tensor of the file. */
export interface StoredTensor {
  /** Its name in the graph. */
  readonly name: string;
  /** Its sizes, the outermost first. */
  readonly shape: readonly number[];
  /** The type of its numbers. */
  readonly storage: Storage;
  /** Its numbers, little-endian, row-major. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Nodes and constants of a model. */
export interface Graph {
  /** The steps, in the order of the file. */
  readonly nodes: readonly GraphNode[];
  /** The tensors of the file, by name. */
  readonly constants: ReadonlyMap<string, StoredTensor>;
}

/** Types by their number in ONNX, with the bytes of a number. */
const TYPES: Readonly<Record<number, readonly [Storage, number]>> = {
  1: ["float32", 4],
  3: ["int8", 1],
  7: ["int64", 8],
  10: ["float16", 2],
};

function readNode(message: Message): GraphNode {
  return {
    type: texts(message, 4)[0] ?? "",
    inputs: texts(message, 1),
    output: texts(message, 2)[0] ?? "",
    attributes: new Map(
      byteFields(message, 5).map(readMessage).map((attribute) => [
        texts(attribute, 1)[0] ?? "",
        [
          ...floats(attribute, 2),
          ...numbers(attribute, 3),
          ...numbers(attribute, 8),
        ],
      ]),
    ),
  };
}

/** Whether all numbers of a tensor are numbers: of none is the exponent all ones. */
function allFinite({ storage, bytes }: StoredTensor): boolean {
  if (storage === "float16") {
    for (let high = 1; high < bytes.length; high += 2) {
      if ((bytes[high]! & 0x7c) === 0x7c) return false;
    }
  } else if (storage === "float32") {
    for (let high = 3; high < bytes.length; high += 4) {
      if ((bytes[high]! & 0x7f) === 0x7f && bytes[high - 1]! >= 0x80) {
        return false;
      }
    }
  }
  return true;
}

function readTensor(message: Message): StoredTensor {
  const name = texts(message, 8)[0] ?? "";
  const shape = numbers(message, 1);
  const [type] = numbers(message, 2);
  const [storage, size] = TYPES[type ?? 0] ?? [];
  if (storage === undefined || size === undefined) {
    throw new ModelError(
      `its tensor ${name} is not of float32, float16 or int8`,
    );
  }
  const [bytes] = byteFields(message, 9);
  const length = shape.reduce((a, b) => a * b, size);
  if (bytes?.length !== length) {
    throw new ModelError(
      `its tensor ${name} [${shape}] has ${
        bytes?.length ?? "no"
      } bytes of data, not ${length}`,
    );
  }
  const tensor = { name, shape, storage, bytes };
  if (!allFinite(tensor)) throw notFinite(name);
  return tensor;
}

/**
 * Reads nodes and constants of an ONNX file.
 *
 * @throws {ModelError} If it is not an ONNX file, or a constant is of another
 * type, does not have the bytes of its shape, or has a number that is none.
 */
export function readGraph(model: Uint8Array<ArrayBuffer>): Graph {
  let nodes: GraphNode[];
  let initializers: Message[];
  try {
    const [bytes] = byteFields(readMessage(model), 7);
    if (bytes === undefined) throw new RangeError("It has no graph");
    const graph = readMessage(bytes);
    nodes = byteFields(graph, 1).map(readMessage).map(readNode);
    initializers = byteFields(graph, 5).map(readMessage);
  } catch (error) {
    throw new ModelError("it is not a readable ONNX file", { cause: error });
  }
  const constants = new Map(
    initializers.map(readTensor).map((tensor) => [tensor.name, tensor]),
  );
  return { nodes, constants };
}
