import { assert, assertEquals, assertThrows } from "@std/assert";
import { add } from "../../../train/graph/operations/arithmetic.ts";
import { compile } from "../../../train/graph/program.ts";
import { toFloat16, toInt8 } from "../../../train/graph/stored_constant.ts";
import {
  constant,
  type ConstantStorage,
  feed,
} from "../../../train/graph/value.ts";
import { runModel } from "../exchange/onnx_session.ts";

const SHAPE = [2, 3, 2];
const DATA = Float32Array.of(
  ...[0.1, -1.27, 0, 0, 3, 1000.4],
  ...[0.5, 0.33, 0, 0, -7, 2000.8],
);

/** What a model computes with, that stores the data in some way. */
async function computedWith(storage: ConstantStorage): Promise<number[]> {
  const zero = feed("zero", SHAPE);
  const { model } = compile({
    name: "stored",
    fetches: { sum: add(zero, constant(DATA, SHAPE, storage)) },
  });
  const zeros = new Float32Array(DATA.length);
  return [...await runModel(model, { zero: { data: zeros, shape: SHAPE } })];
}

Deno.test("a constant stored as float32 is what it was", async () => {
  assertEquals(await computedWith({ format: "float32" }), [...DATA]);
});

Deno.test("a constant stored as float16 is rounded to the nearest", async () => {
  assertEquals(
    await computedWith({ format: "float16" }),
    Array.from(DATA, (value) => Math.f16round(value)),
  );
});

for (const axis of [0, 1, 2]) {
  Deno.test(`a constant stored as int8 has a scale for each index of axis ${axis}`, async () => {
    const computed = await computedWith({ format: "int8", axis });
    const { integers, scales } = toInt8(DATA, SHAPE, axis);
    assertEquals(scales.length, SHAPE[axis]);
    const inner = SHAPE.slice(axis + 1).reduce((a, b) => a * b, 1);
    computed.forEach((value, element) => {
      const index = Math.floor(element / inner) % scales.length;
      const scale = scales[index] ?? NaN;
      assertEquals(value, Math.fround((integers[element] ?? NaN) * scale));
      // Rounded to the nearest, up to the rounding of the scale itself.
      const off = Math.abs(value - (DATA[element] ?? NaN));
      assert(off <= 0.5001 * scale, `${element}: ${off}`);
    });
  });
}

Deno.test("toInt8() uses the whole range, and keeps zeros", () => {
  const { integers, scales } = toInt8(DATA, SHAPE, 1);
  assertEquals([...integers.subarray(2, 4)], [0, 0]);
  assertEquals(scales[1], 1);
  assertEquals(integers[11], 127);
  assertEquals(integers[1], -127);
});

Deno.test("toFloat16() throws when a number is too large", () => {
  assertThrows(
    () => toFloat16(Float32Array.of(1, 65_520)),
    RangeError,
    "Cannot store 65520 as float16",
  );
});
