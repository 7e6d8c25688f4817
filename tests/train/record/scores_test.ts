import { assertEquals } from "@std/assert";
import { lowestKid } from "../../../train/record/scores.ts";

Deno.test("lowestKid() finds the step with the best KID", () => {
  const scored = [0.5, 0.25, 0.75].map((kid, index) => {
    return { step: index, images: index, scores: { kid } };
  });
  assertEquals(lowestKid(scored)?.step, 1);
  assertEquals(lowestKid([]), undefined);
});
