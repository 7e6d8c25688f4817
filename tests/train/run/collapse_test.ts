import { assertEquals, assertStringIncludes } from "@std/assert";
import type { ScoredStep } from "../../../train/record/scores.ts";
import { collapse } from "../../../train/run/collapse.ts";

/** Scores after so many thousands of images. */
const after = (
  thousands: number,
  diversity: number,
  recall: number,
): ScoredStep => ({
  step: 1,
  images: 1000 * thousands,
  scores: { diversity, recall },
});

Deno.test("collapse() is silent while a run starts and while it gets better", () => {
  const scores = [
    after(20, 0.5, 0),
    after(40, 0.6, 0),
    after(60, 0.8, 0.05),
  ];
  scores.forEach((now, index) =>
    assertEquals(collapse(scores.slice(0, index), now), undefined)
  );
});

Deno.test("collapse() is silent about samples that never were more varied", () => {
  assertEquals(collapse([], after(20, 0.04, 0)), undefined);
  assertEquals(collapse([after(20, 0.2, 0)], after(40, 0.04, 0)), undefined);
});

Deno.test("collapse() is silent in the first 10,000 images, when there is only noise", () => {
  const noise = [after(0.16, 0.5, 0.2), after(0.512, 0.01, 0)] as const;
  assertEquals(collapse([noise[0]], noise[1]), undefined);
  assertEquals(collapse([noise[0]], after(9.9, 0.01, 0)), undefined);
  assertEquals(typeof collapse([noise[0]], after(10, 0.01, 0)), "string");
});

Deno.test("collapse() names samples that have become all alike", () => {
  assertStringIncludes(
    collapse([after(20, 0.3, 0)], after(40, 0.04, 0)) ?? "",
    "its samples are all alike, with 0.040 of the diversity of real pictures",
  );
});

Deno.test("collapse() compares recall with the best there was", () => {
  const before = [after(20, 1, 0.6), after(40, 1, 0.4)];
  assertEquals(collapse(before, after(60, 1, 0.13)), undefined);
  assertEquals(
    collapse(before, after(60, 1, 0.11)),
    "the generator collapses: recall fell from 0.6 to 0.11, it paints few kinds of pictures",
  );
});

Deno.test("collapse() warns once, and again after a recovery", () => {
  const fine = after(20, 1, 0.5);
  const bad = after(40, 1, 0);
  assertEquals(collapse([fine, bad], bad), undefined);
  assertEquals(typeof collapse([fine, bad, fine], bad), "string");
});
