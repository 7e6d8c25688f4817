import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { initialTensor } from "../../../train/tensors/initial_tensor.ts";

Deno.test("initialTensor() draws weights of He's variance, and zeros for biases", () => {
  const { shape, data } = initialTensor([64, 8, 2, 2], 5);
  assertEquals([shape, data.length], [[64, 8, 2, 2], 64 * 8 * 4]);
  const squares = data.reduce((sum, value) => sum + value ** 2, 0);
  // 2048 draws: their mean square is within a tenth of the variance.
  assertAlmostEquals(squares / data.length, 2 / 32, 0.1 * 2 / 32);
  assertEquals(initialTensor([64, 8, 2, 2], 5).data, data);
  assert(initialTensor([64, 8, 2, 2], 6).data[0] !== data[0]);
  assertEquals(initialTensor([3], 5).data, new Float32Array(3));
});
