import {
  assertAlmostEquals,
  assertGreater,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import { normalQuantile } from "../../../core/noise/normal.ts";

/** Computed with 50 digits from the complementary error function. */
const KNOWN: readonly [probability: number, z: number][] = [
  [1e-300, -37.047096299361199],
  [1e-100, -21.273453560965324],
  [1e-20, -9.2623400897984076],
  [2 ** -33, -6.3379577545537893],
  [1e-8, -5.6120012441747887],
  [1e-5, -4.2648907939228246],
  [0.001, -3.0902323061678135],
  [0.01, -2.3263478740408411],
  [0.025, -1.9599639845400542],
  [0.05, -1.6448536269514727],
  [0.075, -1.4395314709384559],
  [0.1, -1.2815515655446004],
  [0.25, -0.6744897501960817],
  [0.4, -0.2533471031357997],
  [0.5, 0],
];

Deno.test("normalQuantile() agrees with known values in all of its parts", () => {
  for (const [probability, z] of KNOWN) {
    const tolerance = Math.abs(z) * 1e-15;
    assertAlmostEquals(normalQuantile(probability), z, tolerance);
  }
});

Deno.test("normalQuantile() is antisymmetric", () => {
  // 1 - p is exact for these.
  for (const power of [2, 3, 4, 10, 20, 33, 50]) {
    const probability = 2 ** -power;
    assertStrictEquals(
      normalQuantile(1 - probability),
      -normalQuantile(probability),
    );
  }
});

Deno.test("normalQuantile() rises where its parts meet", () => {
  // |p - 1/2| = 0.425, and sqrt(-log p) = 5.
  for (const seam of [0.075, 0.925, Math.exp(-25)]) {
    const below = normalQuantile(seam * (1 - 1e-9));
    const above = normalQuantile(seam * (1 + 1e-9));
    assertGreater(above, below);
    assertAlmostEquals(above, below, 1e-7);
  }
});

Deno.test("normalQuantile() throws when the probability is not inside (0, 1)", () => {
  for (const probability of [0, 1, -0.1, 1.1, NaN]) {
    assertThrows(
      () => normalQuantile(probability),
      RangeError,
      `probability is ${probability}, not inside (0, 1)`,
    );
  }
});
