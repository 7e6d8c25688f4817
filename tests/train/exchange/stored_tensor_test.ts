import { assertEquals, assertThrows } from "@std/assert";
import {
  ELEMENT_TYPES,
  type ElementType,
} from "../../../train/exchange/element_type.ts";
import {
  readTensor,
  rowMajorStrides,
  type Storage,
  storedTensor,
} from "../../../train/exchange/stored_tensor.ts";

/** A storage with the numbers from 0. */
function counting(count: number): Storage {
  const numbers = Float32Array.from({ length: count }, (_, index) => index);
  const bytes = new Uint8Array(numbers.buffer);
  return { type: ELEMENT_TYPES.float32, count, bytes };
}

/** Elements of a view of such a storage. */
function view(
  count: number,
  offset: number,
  shape: number[],
  strides: number[],
): number[] {
  const tensor = storedTensor(counting(count), offset, shape, strides);
  assertEquals(tensor.shape, shape);
  return [...readTensor("x", tensor).data];
}

Deno.test("readTensor() reads row-major tensors", () => {
  assertEquals(view(6, 0, [2, 3], [3, 1]), [0, 1, 2, 3, 4, 5]);
  assertEquals(view(1, 0, [], []), [0]);
  assertEquals(view(3, 2, [], []), [2]);
  assertEquals(view(3, 0, [3], [1]), [0, 1, 2]);
});

Deno.test("readTensor() follows strides", () => {
  // Transposed, every other column, a slice, and channels last.
  assertEquals(view(6, 0, [3, 2], [1, 3]), [0, 3, 1, 4, 2, 5]);
  assertEquals(view(8, 0, [2, 2], [4, 2]), [0, 2, 4, 6]);
  assertEquals(view(8, 3, [2, 2], [2, 1]), [3, 4, 5, 6]);
  assertEquals(
    view(12, 0, [2, 2, 3], [1, 6, 2]),
    [0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11],
  );
});

Deno.test("readTensor() reads tensors with dimensions of 0 and 1", () => {
  assertEquals(view(6, 0, [2, 0, 3], [3, 3, 1]), []);
  assertEquals(view(0, 0, [0], [1]), []);
  // The stride of a dimension of 1 may be anything.
  assertEquals(view(2, 0, [1, 2], [999, 1]), [0, 1]);
});

Deno.test("readTensor() reads a storage that starts anywhere in memory", () => {
  const { bytes, ...storage } = counting(3);
  const moved = new Uint8Array(bytes.length + 5);
  moved.set(bytes, 5);
  const tensor = storedTensor(
    { ...storage, bytes: moved.subarray(5) },
    1,
    [2],
    [1],
  );
  assertEquals(readTensor("x", tensor).data, Float32Array.of(1, 2));
});

Deno.test("readTensor() rounds wider numbers to float32", () => {
  const bytes = new Uint8Array(Float64Array.of(0.1, 1e300).buffer);
  const storage = { type: ELEMENT_TYPES.float64, count: 2, bytes };
  assertEquals(
    readTensor("x", storedTensor(storage, 0, [2], [1])).data,
    Float32Array.of(0.1, Infinity),
  );
});

Deno.test("readTensor() names a tensor of integers and their type", () => {
  for (const type of Object.values<ElementType>(ELEMENT_TYPES)) {
    if (type.read !== undefined) continue;
    const storage = { type, count: 1, bytes: new Uint8Array(type.bytes) };
    assertThrows(
      () => readTensor("linear.weight", storedTensor(storage, 0, [], [])),
      SyntaxError,
      `tensor linear.weight is ${type.name}, only floating-point numbers can be read`,
    );
  }
});

Deno.test("storedTensor() refuses what reaches past its storage", () => {
  for (
    const [offset, shape, strides] of [
      [0, [7], [1]],
      [1, [6], [1]],
      [6, [], []],
      [0, [2, 2], [5, 1]],
      [0, [3], [3]],
      [Number.MAX_SAFE_INTEGER, [1], [1]],
      [0, [2], [Number.MAX_SAFE_INTEGER]],
    ] as const
  ) {
    assertThrows(
      () => storedTensor(counting(6), offset, shape, strides),
      SyntaxError,
      `a tensor of shape [${shape}] with strides [${strides}] from element ${offset} does not fit its storage of 6 elements`,
    );
  }
});

Deno.test("storedTensor() refuses views that repeat elements, which could take any memory", () => {
  for (const size of [7, 2 ** 31, Number.MAX_SAFE_INTEGER]) {
    assertThrows(
      () => storedTensor(counting(6), 0, [size], [0]),
      SyntaxError,
      "does not fit its storage of 6 elements",
    );
  }
  const huge = Array(16).fill(Number.MAX_SAFE_INTEGER);
  assertThrows(
    () => storedTensor(counting(6), 0, huge, huge.map(() => 0)),
    SyntaxError,
    "does not fit",
  );
});

Deno.test("storedTensor() refuses what is no count", () => {
  const message = "a tensor has no valid offset, shape and strides";
  for (const wrong of [-1, 0.5, NaN, Infinity, 2 ** 53, "1", null, [1], 1n]) {
    const storage = counting(6);
    const calls = [
      () => storedTensor(storage, wrong, [1], [1]),
      () => storedTensor(storage, 0, [wrong], [1]),
      () => storedTensor(storage, 0, [1], [wrong]),
    ];
    for (const call of calls) assertThrows(call, SyntaxError, message);
  }
  assertThrows(
    () => storedTensor(counting(6), 0, [2, 3], [1]),
    SyntaxError,
    message,
  );
  const many = Array(17).fill(1);
  assertThrows(
    () => storedTensor(counting(6), 0, many, many),
    SyntaxError,
    message,
  );
});

Deno.test("rowMajorStrides() are those of PyTorch", () => {
  assertEquals(rowMajorStrides([]), []);
  assertEquals(rowMajorStrides([7]), [1]);
  assertEquals(rowMajorStrides([32, 16, 4, 4]), [256, 16, 4, 1]);
});
