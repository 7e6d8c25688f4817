import { assert, assertEquals } from "@std/assert";
import {
  isStale,
  lowestKid,
  type ScoredStep,
  scoredStep,
} from "../../../train/record/scores.ts";

/** Scores every 10,000 images with these KIDs. */
function scores(...kids: number[]): ScoredStep[] {
  return kids.map((kid, index) => ({
    step: index + 1,
    images: 10_000 * (index + 1),
    scores: { kid },
  }));
}

Deno.test("lowestKid() finds the step with the best KID, the earliest of equals", () => {
  assertEquals(lowestKid(scores(0.5, 0.25, 0.75, 0.25))?.step, 2);
  assertEquals(lowestKid([]), undefined);
  const [first] = scores(0.5) as [ScoredStep];
  assertEquals(lowestKid([{ ...first, scores: { recall: 1 } }]), undefined);
});

Deno.test("isStale() counts the images since the best KID", () => {
  const scored = scores(0.5, 0.25, 0.75, 0.3);
  assert(isStale(scored, 20_000));
  assert(!isStale(scored, 20_001));
  assert(!isStale(scored, 0));
  assert(!isStale(scored.slice(0, 2), 20_000));
  assert(!isStale([], 1));
});

Deno.test("scoredStep() takes numbers as scores, and those of classes apart", () => {
  const line = {
    ...{ step: 3, images: 96, kid: 0.5, kid_floor: 0, note: "by hand" },
    classes: { cat: { kid: 1, note: "by hand" } },
  };
  assertEquals(scoredStep(line), {
    ...{ step: 3, images: 96, scores: { kid: 0.5, kid_floor: 0 } },
    classes: { cat: { kid: 1 } },
  });
});
