import { assertEquals } from "@std/assert";
import {
  type SuitedOptions,
  suitedOptions,
} from "../../../train/run/suited_options.ts";
import { tinyOptions } from "./tiny_run.ts";

/** What is decided for so many pictures, as the preset cpu has 20,000 and 1000. */
function suited(
  count: number,
  changes: Parameters<typeof tinyOptions>[1],
  ...given: string[]
): [r1: number, holdout: number, scoreEvery: number, chosen: number] {
  const options = tinyOptions("", { batch: 32, ...changes });
  const result: SuitedOptions = suitedOptions(options, new Set(given), count);
  const { r1, holdout, scoreEvery } = result.options;
  assertEquals(result.options, { ...options, r1, holdout, scoreEvery });
  return [r1, holdout, scoreEvery, result.chosen.length];
}

Deno.test("suitedOptions() leaves a run of many pictures as it is", () => {
  assertEquals(suited(2000, {}), [0, 1000, 20_000, 0]);
  assertEquals(suited(1_000_000, {}), [0, 1000, 20_000, 0]);
});

Deno.test("suitedOptions() scores a run five times at least, however short it is", () => {
  for (const images of [100_000, 50_000, 3328, 160]) {
    const [, , scoreEvery] = suited(10_000, { images });
    const shown = 32 * Math.ceil(images / 32);
    assertEquals(Math.floor(shown / scoreEvery), 5);
  }
  // With the last, partial batch of an epoch left out, that are 300 × 32.
  assertEquals(suited(320, { epochs: 30 })[2], 1728);
});

Deno.test("suitedOptions() says what it chose for a small set", () => {
  assertEquals(suited(1999, {}), [1, 1000, 10_000, 2]);
  assertEquals(suited(199, {}), [1, 0, 10_000, 3]);
  // Nothing can be scored.
  assertEquals(suited(19, { batch: 8 }), [1, 0, 10_000, 2]);
  const options = tinyOptions("", { images: 120_000 });
  assertEquals(suitedOptions(options, new Set(), 150).chosen, [
    "--r1 1, as a discriminator learns few pictures by heart",
    "--holdout 0, as all are needed for training",
    "--score-every 10000, as the best of a small set may come early",
  ]);
});

Deno.test("suitedOptions() leaves alone what was given, and recipes to be followed", () => {
  assertEquals(
    suited(150, { images: 500 }, "r1", "holdout", "scoreEvery"),
    [0, 1000, 20_000, 0],
  );
  assertEquals(suited(150, {}, "scoreEvery"), [1, 0, 20_000, 2]);
  assertEquals(suited(150, {}, "holdout"), [1, 1000, 10_000, 2]);
  const half = { ...tinyOptions(""), fp16: true };
  assertEquals(suitedOptions(half, new Set(), 150).options.r1, 0);
  assertEquals(suited(150, { r1: 3 }, "r1"), [3, 0, 10_000, 2]);
  assertEquals(suited(150, { preset: "paper" }), [0, 0, 50_000, 0]);
});

Deno.test("suitedOptions() ends ramps with half of the run, unless they are given", () => {
  const ramps = (changes: Parameters<typeof tinyOptions>[1], given = "") => {
    const options = tinyOptions("", { batch: 32, images: 32_000, ...changes });
    const { options: { adaImages, instanceNoiseImages }, chosen } =
      suitedOptions(options, new Set([given, "scoreEvery"]), 5000);
    return [adaImages, instanceNoiseImages, ...chosen];
  };
  assertEquals(ramps({}), [500_000, 100_000]);
  assertEquals(ramps({ "ada-target": 0.6, "instance-noise": 0.1 }), [
    ...[16_000, 16_000, "--ada-images 16000, half of the run"],
    "--instance-noise-images 16000, half of the run",
  ]);
  assertEquals(ramps({ "ada-target": 0.6 }, "adaImages"), [500_000, 100_000]);
  assertEquals(
    ramps({ "ada-target": 0.6, preset: "paper" }),
    [500_000, 100_000],
  );
  assertEquals(ramps({ "instance-noise": 0.1, images: 500_000 }), [
    500_000,
    100_000,
  ]);
});
