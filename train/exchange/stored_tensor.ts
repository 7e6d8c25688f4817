/**
 * Tensors as files have them: any element type, any strides.
 *
 * @module
 */

import type { Tensor } from "../tensors/tensor.ts";
import { sizeOf } from "../graph/value.ts";
import type { ElementType } from "./element_type.ts";

/** Elements in a row that tensors are views of. */
export interface Storage {
  /** What the elements are. */
  readonly type: ElementType;
  /** Number of elements. */
  readonly count: number;
  /** The elements; `count` of them by the time a tensor is read. */
  bytes: Uint8Array;
}

/** A view of a storage. All numbers count elements. */
export interface StoredTensor {
  /** Where the elements are. */
  readonly storage: Storage;
  /** Place of the first element in the storage. */
  readonly offset: number;
  /** Size of each dimension, outermost first. */
  readonly shape: readonly number[];
  /** Steps in the storage from one element to the next in each dimension. */
  readonly strides: readonly number[];
}

/** Tensors of a file by name. */
export type StateDict = Map<string, StoredTensor>;

/** Far above what networks have; bounds what checking a tensor costs. */
const MAX_DIMENSIONS = 16;

function isCounts(values: readonly unknown[]): values is number[] {
  return values.length <= MAX_DIMENSIONS &&
    values.every((value) =>
      Number.isSafeInteger(value) && (value as number) >= 0
    );
}

/**
 * Makes a tensor of numbers that a file states.
 *
 * @param storage The storage that it is a view of.
 * @param offset Place of the first element.
 * @param shape Size of each dimension.
 * @param strides Steps in the storage for each dimension.
 * @throws {SyntaxError} If a number is no count, or there are more elements, or
 * others, than the storage has.
 */
export function storedTensor(
  storage: Storage,
  offset: unknown,
  shape: readonly unknown[],
  strides: readonly unknown[],
): StoredTensor {
  const place = [offset];
  if (
    !isCounts(place) || !isCounts(shape) || !isCounts(strides) ||
    shape.length !== strides.length
  ) {
    throw new SyntaxError("a tensor has no valid offset, shape and strides");
  }
  const [first = 0] = place;
  const last = shape.reduce(
    (at, size, axis) => at + (size - 1) * (strides[axis] ?? 0),
    first,
  );
  const size = sizeOf(shape);
  // Views that repeat elements could ask for any amount of memory.
  if (size > storage.count || (size > 0 && last >= storage.count)) {
    throw new SyntaxError(
      `a tensor of shape [${shape}] with strides [${strides}] from element ${first} does not fit its storage of ${storage.count} elements`,
    );
  }
  return { storage, offset: first, shape, strides };
}

/**
 * Strides of a tensor whose elements lie in row-major order.
 *
 * @param shape Size of each dimension, outermost first.
 */
export function rowMajorStrides(shape: readonly number[]): number[] {
  let step = 1;
  return shape.toReversed().map((size) => {
    const stride = step;
    step *= size;
    return stride;
  }).reverse();
}

/**
 * Reads the elements of a tensor as float32.
 *
 * @param name What the message calls the tensor.
 * @param tensor The tensor.
 * @throws {SyntaxError} If its elements are no floating-point numbers.
 */
export function readTensor(name: string, tensor: StoredTensor): Tensor {
  const { storage, offset, shape, strides } = tensor;
  const { type, bytes } = storage;
  if (type.read === undefined) {
    throw new SyntaxError(
      `tensor ${name} is ${type.name}, only floating-point numbers can be read`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const data = new Float32Array(sizeOf(shape));
  const index = shape.map(() => 0);
  let at = offset;
  for (let element = 0; element < data.length; element++) {
    data[element] = type.read(view, at * type.bytes);
    // On to the next element, row-major: like an odometer.
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const [size, stride] = [shape[axis] as number, strides[axis] as number];
      at += stride;
      const next = (index[axis] as number) + 1;
      index[axis] = next;
      if (next < size) break;
      at -= stride * size;
      index[axis] = 0;
    }
  }
  return { shape, data };
}
