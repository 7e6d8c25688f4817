import { assertEquals } from "@std/assert";
import type { ScoredStep } from "../../../train/record/scores.ts";
import { type JudgedRun, verdict } from "../../../train/insight/verdict.ts";

/** Scores every 10,000 images with these KIDs, else those of sound pictures. */
function scores(
  kids: readonly number[],
  others: Readonly<Record<string, number>> = {},
): ScoredStep[] {
  return kids.map((kid, index) => ({
    step: index + 1,
    images: 10_000 * (index + 1),
    scores: { kid, precision: 0.5, recall: 0.4, diversity: 0.9, ...others },
  }));
}

function judge(changes: Partial<JudgedRun>): string[] {
  const { words, command } = verdict({
    path: "runs/1",
    options: { preset: "cpu", lr: 1e-3, lrD: 4e-4 },
    pictures: 10_000,
    isNew: true,
    images: 40_000,
    planned: 40_000,
    scored: [],
    ...changes,
  });
  return [words, command];
}

const RESUME = "deno task train --resume runs/1";

Deno.test("verdict() says that a run is still noise, and to train on", () => {
  const words =
    "still noise, or little more, after 3,328 images: first shapes come after some 20,000";
  assertEquals(judge({ images: 3328, planned: 3328 }), [
    words,
    `${RESUME} --images 60000`,
  ]);
  assertEquals(judge({ images: 3328 }), [words, RESUME]);
  const scored = scores([9, 8, 7, 6], { precision: 0.01, recall: 0 });
  assertEquals(judge({ scored }), [
    "still noise after 40,000 images",
    `${RESUME} --images 80000`,
  ]);
});

Deno.test("verdict() expects no noise of a run that started from trained networks", () => {
  const run = { isNew: false, images: 3328, planned: 3328 };
  assertEquals(judge(run), [
    "not scored after 3,328 images: only the grids of fakes show how it went",
    "deno task eval runs/1",
  ]);
  assertEquals(judge({ ...run, scored: scores([2], { precision: 0 }) }), [
    "no picture is like a real one yet, after 3,328 images",
    `${RESUME} --images 60000`,
  ]);
});

Deno.test("verdict() has another way out of noise that training on has not left", () => {
  const scored = scores([9, 8], { precision: 0 });
  assertEquals(judge({ images: 120_000, planned: 120_000, scored }), [
    "still noise after 120,000 images",
    "deno task train --preset cpu --lr 0.0005 --lr-d 0.0002",
  ]);
});

Deno.test("verdict() says that a run is still improving", () => {
  const scored = scores([0.9, 0.7, 0.5, 0.31]);
  const words =
    "still improving after 40,000 images: KID fell from 0.5 to 0.31 in the last 10,000";
  assertEquals(judge({ scored }), [words, `${RESUME} --images 80000`]);
  assertEquals(judge({ scored, planned: 120_000 }), [words, RESUME]);
});

Deno.test("verdict() says when a run was best", () => {
  const scored = scores([0.9, 0.3, 0.5, 0.4]);
  const words =
    "best after 20,000 images, with a KID of 0.3; 20,000 images more made it no better";
  assertEquals(judge({ scored }), [words, "deno task serve runs/1"]);
  assertEquals(judge({ scored, planned: 120_000 }), [words, RESUME]);
});

Deno.test("verdict() says that a run has collapsed, and to begin anew at half the rates", () => {
  const scored = scores([0.9, 0.3, 0.5]);
  const [last] = scores([4], { recall: 0, precision: 0 });
  assertEquals(
    judge({ scored: [...scored, { ...last as ScoredStep, images: 40_000 }] }),
    [
      "collapsed: after 40,000 images it paints few kinds of pictures; it was best after 20,000 images, with a KID of 0.3",
      "deno task train --preset cpu --lr 0.0005 --lr-d 0.0002",
    ],
  );
});

Deno.test("verdict() knows nothing of a run without scores but how long it was", () => {
  const words =
    "not scored after 40,000 images: only the grids of fakes show how it went";
  assertEquals(judge({}), [words, "deno task eval runs/1"]);
  assertEquals(judge({ planned: 50_000 }), [words, RESUME]);
});

Deno.test("verdict() names what trains on a run that has stopped early", () => {
  const run = {
    path: "runs/1",
    options: { stopAfter: 20_000 },
    pictures: 10_000,
    isNew: true,
    images: 40_000,
    planned: 120_000,
    scored: scores([0.9, 0.3, 0.5, 0.4]),
  };
  assertEquals(verdict(run).command, "deno task serve runs/1");
  assertEquals(verdict(run).longer, `${RESUME} --stop-after 0`);
  assertEquals(
    verdict({ ...run, planned: 40_000 }).longer,
    `${RESUME} --images 80000 --stop-after 0`,
  );
});
