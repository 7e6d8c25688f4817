import { assertAlmostEquals, assertEquals } from "@std/assert";
import { normals } from "../../../core/noise/random.ts";
import { symmetricEigen } from "../../../train/freeze/symmetric_eigen.ts";

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, x, index) => sum + x * b[index]!, 0);
}

Deno.test("symmetricEigen() finds the eigenvectors that are known", () => {
  const matrix = [[2, 1, 0], [1, 2, 0], [0, 0, 5]].map((row) =>
    Float64Array.from(row)
  );
  const pairs = symmetricEigen(matrix);
  const half = Math.SQRT1_2;
  [[5, 0, 0, 1], [3, half, half, 0], [1, half, -half, 0]].forEach(
    ([value, ...vector], index) => {
      const pair = pairs[index]!;
      assertAlmostEquals(pair.value, value!, 1e-14);
      // Of two components of the same size, either may be the positive one.
      const sign = Math.sign(dot(pair.vector, Float64Array.from(vector)));
      vector.forEach((x, i) =>
        assertAlmostEquals(sign * pair.vector[i]!, x, 1e-14)
      );
    },
  );
  assertEquals(matrix.map((row) => [...row]), [[2, 1, 0], [1, 2, 0], [
    0,
    0,
    5,
  ]]);
});

Deno.test("symmetricEigen() gives unit vectors, by falling eigenvalue, whose largest component is positive", () => {
  const size = 20;
  const numbers = normals(3, "weights", 0, size * size);
  const matrix = Array.from(
    { length: size },
    (_, i) =>
      Float64Array.from(
        { length: size },
        (_, j) => numbers[i * size + j]! + numbers[j * size + i]!,
      ),
  );
  const pairs = symmetricEigen(matrix);
  assertEquals(pairs.length, size);
  pairs.forEach(({ value, vector }, index) => {
    matrix.forEach((row, i) =>
      assertAlmostEquals(dot(row, vector), value * vector[i]!, 1e-12)
    );
    pairs.forEach((other, j) =>
      assertAlmostEquals(dot(vector, other.vector), index === j ? 1 : 0, 1e-12)
    );
    assertEquals(Math.max(...vector.map(Math.abs)), Math.max(...vector));
    assertEquals(value >= (pairs[index + 1]?.value ?? -Infinity), true);
  });
});
