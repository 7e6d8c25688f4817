import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertNotEquals,
} from "@std/assert";
import {
  normals,
  permutation,
  STREAM,
  type Stream,
  uniforms,
} from "../../../core/noise/random.ts";

const STREAMS = Object.keys(STREAM) as Stream[];
const COUNT = 20_000;

function mean(numbers: ArrayLike<number>): number {
  return Array.from(numbers).reduce((sum, x) => sum + x, 0) / numbers.length;
}

function moment(numbers: ArrayLike<number>, power: number): number {
  return mean(Array.from(numbers, (x) => x ** power));
}

// Computed with another implementation of Philox and of the quantile.
Deno.test("normals() gives exactly the known numbers", () => {
  assertEquals(
    [...normals(0, "latent", 0, 6)],
    [
      -0.2558159828186035,
      1.1775912046432495,
      0.6301836371421814,
      0.26756224036216736,
      1.9148032665252686,
      -0.35287490487098694,
    ],
  );
  assertEquals(
    [...normals(7, "weights", 3, 5)],
    [
      -1.3584189414978027,
      -0.2157592475414276,
      -0.3381179869174957,
      -0.05368726700544357,
      0.10272545367479324,
    ],
  );
  assertEquals(
    [...normals(2 ** 32 - 1, "generatorNoise", 2 ** 32 - 1, 3)],
    [0.13564376533031464, 0.5153767466545105, -0.07982055842876434],
  );
});

Deno.test("uniforms() gives exactly the known numbers", () => {
  assertEquals(
    [...uniforms(7, "order", 3, 5)],
    [
      0.7891780496574938,
      0.4185588462278247,
      0.04365094634704292,
      0.5055698868818581,
      0.5752257483545691,
    ],
  );
});

Deno.test("normals() have the moments of N(0, 1)", () => {
  const numbers = normals(1, "latent", 0, COUNT);
  // Four standard errors of each moment.
  const error = 4 / Math.sqrt(COUNT);
  assertAlmostEquals(moment(numbers, 1), 0, error);
  assertAlmostEquals(moment(numbers, 2), 1, error * Math.sqrt(2));
  assertAlmostEquals(moment(numbers, 3), 0, error * Math.sqrt(15));
  assertAlmostEquals(moment(numbers, 4), 3, error * Math.sqrt(96));
});

Deno.test("uniforms() fill [0, 1) evenly", () => {
  const bins = new Array<number>(10).fill(0);
  for (const x of uniforms(1, "order", 0, COUNT)) {
    assert(x >= 0 && x < 1);
    bins[Math.floor(x * 10)]! += 1;
  }
  const expected = COUNT / bins.length;
  const chiSquare = bins.reduce(
    (sum, count) => sum + (count - expected) ** 2 / expected,
    0,
  );
  // The 99.9 % quantile for nine degrees of freedom.
  assertLess(chiSquare, 27.88);
});

Deno.test("normals() begin the same whatever their count", () => {
  const long = normals(3, "weights", 1, 11);
  for (let count = 0; count < long.length; count++) {
    assertEquals(normals(3, "weights", 1, count), long.slice(0, count));
  }
});

Deno.test("normals() of other seeds, streams and substreams are unrelated", () => {
  const sequences = [
    ...STREAMS.map((stream) => normals(1, stream, 0, COUNT)),
    normals(2, "latent", 0, COUNT),
    normals(1, "latent", 1, COUNT),
  ];
  for (const [index, a] of sequences.entries()) {
    for (const b of sequences.slice(index + 1)) {
      const correlation = mean(a.map((x, at) => x * (b[at] as number)));
      assertAlmostEquals(correlation, 0, 4.5 / Math.sqrt(COUNT));
    }
  }
});

Deno.test("STREAM gives every use of randomness a number of its own", () => {
  assertEquals(new Set(Object.values(STREAM)).size, STREAMS.length);
});

Deno.test("permutation() holds every integer once", () => {
  for (const count of [0, 1, 2, 1000]) {
    const order = permutation(1, "order", 0, count).sort();
    assertEquals(order, Uint32Array.from({ length: count }, (_, at) => at));
  }
});

Deno.test("permutation() differs between seeds, streams and substreams", () => {
  const order = permutation(1, "order", 0, 100);
  assertEquals(permutation(1, "order", 0, 100), order);
  assertNotEquals(permutation(1, "order", 1, 100), order);
  assertNotEquals(permutation(2, "order", 0, 100), order);
  assertNotEquals(permutation(1, "heldOut", 0, 100), order);
});

Deno.test("permutation() gives the known order of seed 1", () => {
  // A run that is resumed with a newer version must go on in the same order.
  assertEquals(
    [...permutation(1, "order", 3, 8)],
    [5, 0, 6, 7, 1, 3, 2, 4],
  );
});

Deno.test("permutation() puts each integer in each place equally often", () => {
  const SHUFFLES = 6000;
  const tally = new Uint32Array(9);
  for (let shuffle = 0; shuffle < SHUFFLES; shuffle++) {
    permutation(5, "order", shuffle, 3).forEach((integer, place) => {
      tally[3 * place + integer] = (tally[3 * place + integer] as number) + 1;
    });
  }
  // Five standard deviations of a binomial with p = 1/3.
  const tolerance = 5 * Math.sqrt(SHUFFLES * 2 / 9);
  for (const times of tally) {
    assertAlmostEquals(times, SHUFFLES / 3, tolerance);
  }
});
