import { assertAlmostEquals, assertEquals } from "@std/assert";
import { adaptedProbability } from "../../../train/step/adaptive_augmentation.ts";

const OPTIONS = { target: 0.5, images: 100, batch: 10 };

Deno.test("adaptedProbability() rises while the discriminator is too sure, and falls otherwise", () => {
  assertAlmostEquals(adaptedProbability(0.5, 0.8, OPTIONS), 0.6);
  assertAlmostEquals(adaptedProbability(0.5, -1, OPTIONS), 0.4);
  assertEquals(adaptedProbability(0.5, 0.5, OPTIONS), 0.5);
});

Deno.test("adaptedProbability() stays within [0, 1]", () => {
  assertEquals(adaptedProbability(0.95, 1, OPTIONS), 1);
  assertEquals(adaptedProbability(0.05, 0, OPTIONS), 0);
});
