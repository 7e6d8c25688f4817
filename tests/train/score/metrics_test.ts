import { assertAlmostEquals, assertEquals } from "@std/assert";
import { diversity } from "../../../train/score/diversity.ts";
import { cubicKernel, kid } from "../../../train/score/kid.ts";
import { memorization } from "../../../train/score/memorization.ts";
import { neighbourAccuracy } from "../../../train/score/neighbour_accuracy.ts";
import {
  neighbourRadii,
  precisionRecall,
} from "../../../train/score/precision_recall.ts";
import {
  standardization,
  standardize,
} from "../../../train/score/standardization.ts";
import { matrix, onALine } from "./matrices.ts";

/** Kernel values between one-dimensional features. */
function kernels(fakes: readonly number[], reals: readonly number[]) {
  const between = (a: readonly number[], b: readonly number[]) =>
    matrix(a.map((x) => b.map((y) => cubicKernel(x * y, 1))));
  return {
    fakes: between(fakes, fakes),
    mixed: between(fakes, reals),
    reals: between(reals, reals),
  };
}

Deno.test("cubicKernel() is (x·y / d + 1)³", () => {
  assertEquals(cubicKernel(4, 2), 27);
  assertEquals(cubicKernel(-6, 2), -8);
});

Deno.test("kid() is the unbiased estimate when a subset is everything", () => {
  // Fakes 0 and 1, reals 2 and 3: among the fakes k(0, 1) = 1, among the reals
  // k(2, 3) = 7³ = 343, between them 1, 1, 27 and 64.
  const { mean, sd } = kid(kernels([0, 1], [2, 3]), {
    subsets: 3,
    size: 2,
    seed: 0,
  });
  assertEquals(mean, 1 + 343 - 2 * (1 + 1 + 27 + 64) / 4);
  assertEquals(sd, 0);
});

Deno.test("kid() averages over subsets of its own for each seed", () => {
  const fakes = [0, 0.5, 1, 1.5, 2, 2.5];
  const reals = [0.25, 0.75, 1.25, 1.75, 2.25, 2.75];
  const of = (seed: number) =>
    kid(kernels(fakes, reals), { subsets: 40, size: 3, seed });
  assertEquals(of(1), of(1));
  assertEquals(of(1).mean === of(2).mean, false);
  // All pairs: the estimate without subsets, which those of subsets surround.
  const whole = kid(kernels(fakes, reals), { subsets: 1, size: 6, seed: 0 });
  const { mean, sd } = of(1);
  assertEquals(sd > 0, true);
  assertAlmostEquals(mean, whole.mean, 4 * sd / Math.sqrt(40));
});

Deno.test("neighbourRadii() does not count a picture as its own neighbour", () => {
  const { reals } = onALine({ fakes: [], reals: [0, 0, 3, 7] });
  assertEquals([...neighbourRadii(reals, 1)], [0, 0, 3, 4]);
  assertEquals([...neighbourRadii(reals, 3)], [7, 7, 4, 7]);
});

Deno.test("precisionRecall() counts fakes near reals and reals near fakes", () => {
  // Radii of the reals 0, 1 and 10 for k = 1: 1, 1 and 9; of the fakes 2, 3
  // and 20: 1, 1 and 17.
  const distances = onALine({ fakes: [2, 3, 20], reals: [0, 1, 10] });
  assertEquals(precisionRecall(distances, 1), {
    // 2 is in the ball of 1, 3 in that of 10, 20 in none.
    precision: 2 / 3,
    // 1 is in the ball of 2, 10 in that of 20, 0 in none.
    recall: 2 / 3,
  });
});

Deno.test("precisionRecall() gives 1 for the same pictures and 0 for far ones", () => {
  const line = [0, 1, 3, 6];
  const same = onALine({ fakes: line, reals: line });
  assertEquals(precisionRecall(same, 3), { precision: 1, recall: 1 });
  const far = onALine({ fakes: line.map((x) => x + 100), reals: line });
  assertEquals(precisionRecall(far, 3), { precision: 0, recall: 0 });
});

Deno.test("neighbourAccuracy() is 1 for what can be told apart and 0 for copies", () => {
  const reals = [0, 10, 20, 30];
  const apart = onALine({ fakes: [100, 101, 102, 103], reals });
  assertEquals(neighbourAccuracy(apart), 1);
  assertEquals(neighbourAccuracy(onALine({ fakes: reals, reals })), 0);
});

Deno.test("neighbourAccuracy() counts a picture between two kinds half", () => {
  // The fake 2 is as far from the fake 4 as from the real 0, which is nearer
  // to it than to the real -8: wrong. 4 is nearest to 2, and -8 to 0: right.
  const distances = onALine({ fakes: [2, 4], reals: [0, -8] });
  assertEquals(neighbourAccuracy(distances), (0.5 + 1 + 0 + 1) / 4);
});

Deno.test("memorization() compares the medians", () => {
  const reals = Float32Array.of(1, 2, 3, 4);
  const { ratio } = memorization(Float32Array.of(5, 0, 10), reals);
  assertEquals(ratio, 5 / 2.5);
});

Deno.test("memorization() finds a few copies that the medians do not show", () => {
  const reals = Float32Array.from({ length: 101 }, (_, index) => 1 + index);
  const fakes = reals.map((distance, index) => index < 20 ? 0 : distance);
  const { ratio, copies } = memorization(fakes, reals);
  assertEquals(ratio, 1);
  assertAlmostEquals(copies, 20 / 101, 1e-12);
  // Two of the reals are at or below their own first hundredth, 2.
  assertAlmostEquals(memorization(reals, reals).copies, 2 / 101, 1e-12);
});

Deno.test("diversity() compares mean distances of different pictures", () => {
  const distances = onALine({ fakes: [0, 1, 2], reals: [0, 10, 20] });
  assertAlmostEquals(diversity(distances), 0.1, 1e-7);
  const collapsed = onALine({ fakes: [5, 5, 5], reals: [0, 10, 20] });
  assertEquals(diversity(collapsed), 0);
});

Deno.test("standardize() gives all stages the same weight and the mean variance 1", () => {
  // One stage of one feature, one of two.
  const features = matrix([[1, 0, 100], [3, 8, 300], [5, 4, 200]]);
  const map = standardization(features, [1, 2]);
  const { data, rows, columns } = standardize(features, map);
  const variances = Array.from({ length: columns }, (_, column) => {
    const values = data.filter((_, index) => index % columns === column);
    const mean = values.reduce((sum, value) => sum + value, 0) / rows;
    assertAlmostEquals(mean, 0, 1e-6);
    return values.reduce((sum, value) => sum + value ** 2, 0) / rows;
  });
  [1.5, 0.75, 0.75].forEach((expected, column) =>
    assertAlmostEquals(variances[column] ?? NaN, expected, 1e-5)
  );
});

Deno.test("standardize() neither blows up nor divides by what never varies", () => {
  const features = matrix([[1, 7, 0], [1, 7, 2]]);
  const map = standardization(features, [1, 2]);
  const { data } = standardize(matrix([[2, 7.5, 1]]), map);
  // A stage that never varies says nothing; a feature that never varies is
  // divided by a hundredth of its stage's mean deviation, ½.
  assertEquals(data[0], 0);
  assertAlmostEquals(data[1] ?? NaN, 0.5 / 0.005 * Math.sqrt(3 / 4), 1e-3);
});
