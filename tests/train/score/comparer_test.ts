import { assertAlmostEquals, assertEquals } from "@std/assert";
import { normals } from "../../../core/noise/random.ts";
import { Comparer, tileProduct } from "../../../train/score/comparer.ts";
import type { Matrix } from "../../../train/score/matrix.ts";
import { openEngines } from "../engines.ts";

const COLUMNS = 5;
const PROGRAM = tileProduct(COLUMNS);

function random(rows: number, substream: number): Matrix {
  const data = normals(1, "weights", substream, rows * COLUMNS);
  return { rows, columns: COLUMNS, data };
}

/** Distance of two rows, with numbers of double precision. */
function distance(a: Matrix, row: number, b: Matrix, column: number): number {
  let sum = 0;
  for (let index = 0; index < COLUMNS; index++) {
    const x = a.data[row * COLUMNS + index] as number;
    sum += (x - (b.data[column * COLUMNS + index] as number)) ** 2;
  }
  return Math.sqrt(sum);
}

for (const engine of await openEngines()) {
  // More rows than a tile has, and fewer.
  const [a, b] = [random(300, 0), random(40, 1)];
  const comparer = new Comparer(engine, PROGRAM);

  Deno.test(`Comparer.compare() gives distances and kernel values, on ${engine.device}`, async () => {
    const { distances, kernel } = await comparer.compare(a, b);
    assertEquals([distances.rows, distances.columns], [300, 40]);
    for (const [row, column] of [[0, 0], [255, 39], [256, 1], [299, 39]]) {
      const index = (row ?? 0) * 40 + (column ?? 0);
      const expected = distance(a, row ?? 0, b, column ?? 0);
      assertAlmostEquals(distances.data[index] ?? NaN, expected, 1e-4);
      let product = 0;
      for (let k = 0; k < COLUMNS; k++) {
        product += (a.data[(row ?? 0) * COLUMNS + k] ?? NaN) *
          (b.data[(column ?? 0) * COLUMNS + k] ?? NaN);
      }
      assertAlmostEquals(
        kernel.data[index] ?? NaN,
        (product / COLUMNS + 1) ** 3,
        1e-3,
      );
    }
  });

  Deno.test(`Comparer.compare() puts every row at distance 0 of itself, on ${engine.device}`, async () => {
    const { distances } = await comparer.compare(b, b);
    for (let row = 0; row < 40; row++) {
      assertEquals(distances.data[row * 41], 0);
    }
    assertAlmostEquals(distances.data[1] ?? NaN, distance(b, 0, b, 1), 1e-4);
  });

  Deno.test(`Comparer.nearest() finds the nearest row, but not the same one of a part, on ${engine.device}`, async () => {
    const expected = (row: number, isPart: boolean) =>
      Math.min(
        ...Array.from(
          { length: 300 },
          (_, column) =>
            isPart && row === column ? Infinity : distance(a, row, a, column),
        ),
      );
    const part = { ...a, rows: 270, data: a.data.subarray(0, 270 * COLUMNS) };
    const others = await comparer.nearest(part, a, true);
    const all = await comparer.nearest(part, a);
    assertEquals([others.length, all.length], [270, 270]);
    for (const row of [0, 100, 269]) {
      assertAlmostEquals(others[row] ?? NaN, expected(row, true), 1e-4);
      assertAlmostEquals(all[row] ?? NaN, 0, 2e-3);
    }
  });
}
