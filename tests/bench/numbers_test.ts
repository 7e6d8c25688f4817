/** The few lines that the figures of the benchmarks go through. */

import { assertEquals, assertMatch } from "@std/assert";
import { median } from "../../bench/median.ts";
import { quantile } from "../../bench/quantile.ts";
import { scoreTable } from "../../bench/score_table.ts";
import { table } from "../../bench/table.ts";

Deno.test("median() is the middle, or the mean of the middle two", () => {
  assertEquals(median([3, 1, 2]), 2);
  assertEquals(median([4, 1, 2, 3]), 2.5);
});

Deno.test("quantile() is the number below which so many are", () => {
  assertEquals(quantile([4, 1, 3, 2], 0.5), 2);
  assertEquals(quantile([4, 1, 3, 2], 0.99), 4);
});

Deno.test("table() pads columns", () => {
  assertEquals(table([["d", "ms"], ["32", "7.25"]]), "d     ms\n32  7.25");
});

Deno.test("scoreTable() gives the median of the seeds and their range", () => {
  const peer = { name: "cpu", scores: [{ kid: 1 }, { kid: 3 }, { kid: 2 }] };
  assertMatch(scoreTable([peer]), /cpu +2\.000 {2}1\.000 to 3\.000/);
});
