/**
 * The recorded computation: values, and the operations they come from.
 *
 * Calling an operation computes nothing. It records a {@linkcode Value} that
 * knows its shape, its inputs, how it is written as ONNX nodes and how a
 * gradient flows back through it. All shapes are static, all numbers float32.
 *
 * @module
 */

/** Size of each dimension, outermost first; `[]` is a scalar. */
export type Shape = readonly number[];

/** What an operation needs to write itself as ONNX nodes. */
export interface NodeWriter {
  /**
   * Whether the model is for onnxruntime's native build alone: an operation may
   * then take whatever nodes are fastest there.
   */
  readonly native: boolean;

  /**
   * Adds a node of a standard ONNX operator.
   *
   * @param type Operator, for instance `"Conv"`.
   * @param inputs Names of the input tensors.
   * @param attributes Attributes: integers, lists of integers, or floats given
   * as `{ float }`.
   * @returns Name of the node's output.
   */
  node(
    type: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, Attribute>>,
  ): string;

  /**
   * Adds a node of few inputs and much arithmetic, which a model of mixed
   * precision computes in float16: its inputs are rounded to float16, its
   * output is float32 again. In other models it is a node like any other.
   *
   * @param type Operator that takes floats only.
   * @param inputs Names of the input tensors.
   * @param attributes Attributes.
   * @returns Name of the node's output.
   */
  halfNode(
    type: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, Attribute>>,
  ): string;

  /** Adds a one-dimensional int64 constant and returns its name. */
  integers(values: readonly number[]): string;

  /** Adds a scalar float32 constant and returns its name. */
  scalar(value: number): string;
}

/** Value of an ONNX attribute. */
export type Attribute = number | readonly number[] | { readonly float: number };

/** An operation as it was applied: everything but its inputs' names. */
export interface Recording {
  /** Name of the operation, for messages. */
  readonly operation: string;
  /** Values it was applied to. */
  readonly inputs: readonly Value[];
  /** Shape of its result. */
  readonly shape: Shape;
  /** Writes the operation as ONNX nodes; returns the name of the result. */
  emit(writer: NodeWriter, inputs: readonly string[]): string;
  /**
   * Gradients with respect to the inputs, given the gradient with respect to
   * the result; `undefined` where none flows.
   */
  gradient(
    gradient: Value,
    result: Value,
  ): readonly (Value | undefined)[];
}

/** Where a value comes from when no operation computes it. */
export type Leaf =
  /** Given anew for every run: a batch, a learning rate. */
  | { readonly kind: "feed"; readonly name: string }
  /** Kept from run to run: a parameter, a moment, a running statistic. */
  | { readonly kind: "state"; readonly name: string }
  /** Written into the model. */
  | {
    readonly kind: "constant";
    readonly data: Float32Array;
    readonly storage: ConstantStorage;
  };

/**
 * How a constant is stored in a model; it is computed with in float32, whatever
 * it is. `int8` has a scale for each index of an axis, so that index's largest
 * number becomes 127 or -127.
 */
export type ConstantStorage =
  | { readonly format: "float32" | "float16" }
  | { readonly format: "int8"; readonly axis: number };

/** A float32 tensor of static shape in a recorded computation. */
export type Value =
  | { readonly shape: Shape; readonly leaf: Leaf }
  | { readonly shape: Shape; readonly recording: Recording };

/** Number of elements of a shape. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((size, dimension) => size * dimension, 1);
}

/** Whether two shapes are the same. */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

/**
 * A value that is given anew for every run.
 *
 * @param name Name of the model's input.
 * @param shape Its shape.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { feed } from "@edge-dcgan/edge-dcgan";
 *
 * assertEquals(feed("images", [64, 3, 64, 64]).shape, [64, 3, 64, 64]);
 * ```
 */
export function feed(name: string, shape: Shape): Value {
  return { shape, leaf: { kind: "feed", name } };
}

/**
 * A value that is kept from run to run: a parameter, an optimizer's moment, a
 * running statistic.
 *
 * @param name Name of the model's input, and of the tensor in a checkpoint.
 * @param shape Its shape.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { state } from "@edge-dcgan/edge-dcgan";
 *
 * assertEquals(state("linear.bias", [10]).shape, [10]);
 * ```
 */
export function state(name: string, shape: Shape): Value {
  return { shape, leaf: { kind: "state", name } };
}

/**
 * A value that is written into the model.
 *
 * @param data A number, or the elements in row-major order.
 * @param shape The shape; a scalar by default.
 * @param storage How it is stored; as float32 by default.
 * @throws {RangeError} If the number of elements is not that of the shape.
 *
 * @example
 * ```ts
 * import { assertThrows } from "@std/assert";
 * import { constant } from "@edge-dcgan/edge-dcgan";
 *
 * constant(0.5);
 * constant([1, 2, 3, 4], [2, 2]);
 * assertThrows(() => constant([1, 2, 3], [2, 2]), RangeError);
 * ```
 */
export function constant(
  data: number | ArrayLike<number>,
  shape: Shape = [],
  storage: ConstantStorage = { format: "float32" },
): Value {
  const elements = Float32Array.from(typeof data === "number" ? [data] : data);
  if (elements.length !== sizeOf(shape)) {
    throw new RangeError(
      `Cannot make a constant of shape [${shape}]: ${elements.length} elements were given`,
    );
  }
  return { shape, leaf: { kind: "constant", data: elements, storage } };
}

/**
 * Applies an operation: this is how each function of `operations/` makes its
 * result.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { apply, feed, multiply, type Value } from "@edge-dcgan/edge-dcgan";
 *
 * function sine(x: Value): Value {
 *   return apply({
 *     operation: "sine",
 *     inputs: [x],
 *     shape: x.shape,
 *     emit: (writer, inputs) => writer.node("Sin", inputs),
 *     gradient: (g) => [multiply(g, cosine(x))],
 *   });
 * }
 * function cosine(x: Value): Value {
 *   return apply({
 *     operation: "cosine",
 *     inputs: [x],
 *     shape: x.shape,
 *     emit: (writer, inputs) => writer.node("Cos", inputs),
 *     gradient: (g) => [multiply(g, multiply(-1, sine(x)))],
 *   });
 * }
 * assertEquals(sine(feed("x", [2, 3])).shape, [2, 3]);
 * ```
 */
export function apply(recording: Recording): Value {
  return { shape: recording.shape, recording };
}
