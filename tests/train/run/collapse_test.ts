import { assertEquals, assertStringIncludes } from "@std/assert";
import { collapse } from "../../../train/run/collapse.ts";

const spread = (diversity: number, recall: number) => ({ diversity, recall });

Deno.test("collapse() is silent while a run starts and while it gets better", () => {
  const scores = [spread(0.5, 0), spread(0.6, 0), spread(0.8, 0.05)];
  scores.forEach((now, index) =>
    assertEquals(collapse(scores.slice(0, index), now), undefined)
  );
});

Deno.test("collapse() names samples that are all alike, from the first score on", () => {
  assertStringIncludes(
    collapse([], spread(0.04, 0)) ?? "",
    "its samples are all alike, with 0.040 of the diversity of real pictures",
  );
});

Deno.test("collapse() compares recall with the best there was", () => {
  const before = [spread(1, 0.6), spread(1, 0.4)];
  assertEquals(collapse(before, spread(1, 0.13)), undefined);
  assertStringIncludes(
    collapse(before, spread(1, 0.11)) ?? "",
    "recall fell from 0.6 to 0.11",
  );
});

Deno.test("collapse() warns once, and again after a recovery", () => {
  const fine = spread(1, 0.5);
  const bad = spread(1, 0);
  assertEquals(collapse([fine, bad], bad), undefined);
  assertEquals(typeof collapse([fine, bad, fine], bad), "string");
});
