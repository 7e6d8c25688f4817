import { assert, assertEquals } from "@std/assert";
import { normals } from "../../../core/noise/random.ts";
import {
  classScores,
  unscoredClasses,
} from "../../../train/score/class_scores.ts";
import type { Comparison } from "../../../train/score/comparer.ts";
import { cubicKernel } from "../../../train/score/kid.ts";
import { flatScores, type Scores } from "../../../train/score/scores.ts";

const COLUMNS = 4;
const OPTIONS = { fewest: 10, neighbours: 3, subsets: 20, seed: 0 };
const NAMES = ["left", "right", "rare"];

/** Points around -2 and 2, by their labels. */
function points(seed: number, labels: readonly number[]): number[][] {
  const noise = normals(seed, "dryRun", 0, labels.length * COLUMNS);
  return labels.map((label, row) =>
    Array.from(
      noise.subarray(row * COLUMNS, (row + 1) * COLUMNS),
      (z) => (label === 0 ? -2 : 2) + z / 2,
    )
  );
}

function compare(a: number[][], b: number[][]): Comparison {
  const matrix = (of: (x: number[], y: number[]) => number) => ({
    rows: a.length,
    columns: b.length,
    data: Float32Array.from(a.flatMap((x) => b.map((y) => of(x, y)))),
  });
  const dot = (x: number[], y: number[]) =>
    x.reduce((sum, value, index) => sum + value * (y[index] as number), 0);
  return {
    kernel: matrix((x, y) => cubicKernel(dot(x, y), COLUMNS)),
    distances: matrix((x, y) =>
      Math.hypot(...x.map((value, index) => value - (y[index] as number)))
    ),
  };
}

const LABELS = Array.from({ length: 60 }, (_, row) => row === 7 ? 2 : row % 2);
const REALS = points(1, LABELS);

function score(fakes: number[][], labels: readonly number[]) {
  return classScores(
    {
      fakes: compare(fakes, fakes),
      mixed: compare(fakes, REALS),
      reals: compare(REALS, REALS),
    },
    { names: NAMES, fakes: labels, reals: LABELS },
    OPTIONS,
  );
}

Deno.test("classScores() shows fakes of the wrong class, which no score of all shows", () => {
  const fakes = points(2, LABELS);
  const right = score(fakes, LABELS);
  assertEquals(Object.keys(right), ["left", "right"]);
  const swapped = LABELS.map((label) => label === 2 ? 2 : 1 - label);
  const wrong = score(fakes, swapped);
  for (const name of ["left", "right"]) {
    const [good, bad] = [right[name], wrong[name]];
    assert(Math.abs(good?.kid ?? NaN) < 5, JSON.stringify(right));
    assert((bad?.kid ?? NaN) > 20, JSON.stringify(wrong));
    assert((good?.precision ?? NaN) > 0.7, JSON.stringify(right));
    assertEquals([bad?.precision, bad?.recall], [0, 0]);
  }
});

Deno.test("unscoredClasses() names the classes without scores", () => {
  const scores = { classes: score(points(2, LABELS), LABELS) } as Scores;
  assertEquals(
    unscoredClasses(NAMES, scores),
    "no scores of their own, as too few of their pictures are compared: rare",
  );
  assertEquals(unscoredClasses(["left"], scores), undefined);
});

Deno.test("flatScores() has the scores of each class beside their floors", () => {
  const numbers = { kid: 1 / 3, precision: 1, recall: 0.5 };
  const floors = { kid: 0, precision: 0.9, recall: 0.8 };
  const scores = { ...numbers, classes: { left: numbers } };
  const flat = flatScores(
    scores as unknown as Scores,
    { ...floors, classes: { left: floors } } as unknown as Scores,
  );
  assertEquals(flat.kid_floor, 0);
  assertEquals(flat.classes as unknown, {
    left: {
      ...{ kid: 0.333333, precision: 1, recall: 0.5 },
      ...{ kid_floor: 0, precision_floor: 0.9, recall_floor: 0.8 },
    },
  });
});
