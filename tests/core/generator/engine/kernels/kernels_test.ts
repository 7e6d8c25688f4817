import { assert, assertEquals } from "@std/assert";
import { compileModule } from "../../../../../core/generator/engine/engine.ts";
import type { Kernels } from "../../../../../core/generator/engine/kernels/module.ts";

/** The kernels on a page of memory. */
function start() {
  const memory = new WebAssembly.Memory({ initial: 4 });
  const instance = new WebAssembly.Instance(compileModule(), {
    engine: { memory },
  });
  return {
    kernels: instance.exports as Kernels,
    floats: new Float32Array(memory.buffer),
    bytes: new Uint8Array(memory.buffer),
  };
}

Deno.test("widenHalves() is exact for every finite float16", () => {
  const { kernels, floats, bytes } = start();
  const finite = Array.from({ length: 0x1_0000 }, (_, bits) => bits)
    .filter((bits) => (bits & 0x7c00) !== 0x7c00);
  for (let first = 0; first < finite.length; first += 2048) {
    const halves = Uint16Array.from(finite.slice(first, first + 2048));
    bytes.set(new Uint8Array(halves.buffer));
    kernels.widenHalves(0, 8192, halves.length / 4);
    assertEquals(
      [...floats.slice(2048, 2048 + halves.length)],
      [...new Float16Array(halves.buffer)],
    );
  }
});

Deno.test("widenBytes() multiplies every integer with its run's scale", () => {
  const { kernels, floats, bytes } = start();
  const integers = Int8Array.from({ length: 256 }, (_, index) => index - 128);
  bytes.set(new Uint8Array(integers.buffer));
  floats.set([0.1, 3], 256);
  kernels.widenBytes(0, 1024, 2048, 32, 2);
  integers.forEach((integer, index) =>
    assertEquals(
      floats[512 + index],
      Math.fround(integer * Math.fround(index < 128 ? 0.1 : 3)),
    )
  );
});

Deno.test("multiply() sums the products of inputs and weights", () => {
  const { kernels, floats } = start();
  const [quads, groups] = [3, 2];
  const input = (row: number, k: number) => (row * 7 + k * 3) % 11 - 5;
  const weight = (k: number, output: number) => (k * 5 + output * 2) % 13 - 6;
  for (let row = 0; row < 4 * groups; row++) {
    for (let k = 0; k < 4 * quads; k++) {
      const group = (row >> 2) * quads + (k >> 2);
      floats[16 * group + 4 * (row % 4) + k % 4] = input(row, k);
    }
  }
  for (let k = 0; k < 4 * quads; k++) {
    for (let output = 0; output < 8; output++) {
      const turn = (k - output + 8) % 4;
      floats[1024 + 32 * (k >> 2) + 8 * turn + output] = weight(k, output);
    }
  }
  kernels.multiply(0, 4096, 8192, quads, groups);
  for (let row = 0; row < 4 * groups; row++) {
    for (let output = 0; output < 8; output++) {
      let sum = 0;
      for (let k = 0; k < 4 * quads; k++) {
        sum += input(row, k) * weight(k, output);
      }
      assertEquals(floats[2048 + 8 * row + output], sum);
    }
  }
});

/** tanh of a number, by the kernel that paints. */
function tanhOf(numbers: readonly number[]): number[] {
  const { kernels, floats } = start();
  return numbers.map((x) => {
    floats[64] = x;
    kernels.paint(0, 128, 256, 4096, 4, 1);
    return floats[1024] as number;
  });
}

Deno.test("paint() has a tanh within 2e-7 everywhere", () => {
  const numbers = Array.from({ length: 20_001 }, (_, i) => (i - 10_000) / 800);
  tanhOf(numbers).forEach((value, index) => {
    const exact = Math.tanh(Math.fround(numbers[index] as number));
    assert(Math.abs(value - exact) <= 2e-7, `${value} is not ${exact}`);
    assert(Math.abs(value) <= 1);
  });
});

Deno.test("paint() has a tanh of the limits and of NaN", () => {
  assertEquals(
    tanhOf([0, Infinity, -Infinity, 3e38, NaN]),
    [0, 1, -1, 1, NaN],
  );
});
