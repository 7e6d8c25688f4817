import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { Series } from "../../../train/record/series.ts";

function seriesOf(count: number, value: (x: number) => number): Series {
  const series = new Series();
  for (let x = 1; x <= count; x++) series.add(x, value(x));
  return series;
}

Deno.test("Series keeps every value of a short curve", () => {
  const { buckets } = seriesOf(799, (x) => 2 * x);
  assertEquals(buckets.length, 799);
  assertEquals(buckets[6], { x: 7, mean: 14, min: 14, max: 14, count: 1 });
});

Deno.test("Series keeps means and extremes of a long curve in bounded memory", () => {
  // A spike that thinning must not lose.
  const { buckets } = seriesOf(100_003, (x) => x === 77_777 ? 1e6 : x % 10);
  assert(buckets.length >= 400 && buckets.length <= 801);
  assertEquals(buckets.reduce((sum, { count }) => sum + count, 0), 100_003);
  assertEquals(Math.max(...buckets.map(({ max }) => max)), 1e6);
  assertEquals(Math.min(...buckets.map(({ min }) => min)), 0);
  const sum = buckets.reduce((sum, { mean, count }) => sum + mean * count, 0);
  const exact = 450_006 - 77_777 % 10 + 1e6;
  assertAlmostEquals(sum, exact, 1e-3);
  const [first] = buckets;
  assertAlmostEquals(first?.x ?? 0, ((first?.count ?? 0) + 1) / 2, 1e-9);
  const xs = buckets.map(({ x }) => x);
  assertEquals(xs, xs.toSorted((a, b) => a - b));
});

Deno.test("Series leaves out what is not finite", () => {
  const series = seriesOf(3, (x) => [1, NaN, 3][x - 1] ?? 0);
  series.add(4, Infinity);
  assertEquals(series.buckets.map(({ x }) => x), [1, 3]);
});

Deno.test("Series.smooth() follows a curve without its noise", () => {
  const signal = (x: number) => 3 + Math.sin(x / 8000);
  const noise = (x: number) => x % 2 === 0 ? 1 : -1;
  const points = seriesOf(50_000, (x) => signal(x) + noise(x)).smooth();
  for (const [x, y] of points.slice(20, -20)) {
    assertAlmostEquals(y, signal(x), 0.02);
  }
});

Deno.test("Series.smooth() keeps a straight line and single points", () => {
  assertEquals(new Series().smooth(), []);
  assertEquals(seriesOf(1, () => 5).smooth(), [[1, 5]]);
  for (const [, y] of seriesOf(1000, () => 0.25).smooth()) {
    assertAlmostEquals(y, 0.25, 1e-12);
  }
});
