import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { averageName, emaDecay } from "../../../train/model/ema.ts";

Deno.test("averageName() changes the name of the network only", () => {
  assertEquals(averageName("G.deconv1_bn.bias"), "G_ema.deconv1_bn.bias");
});

Deno.test("emaDecay() keeps nothing before the first step", () => {
  assertEquals(emaDecay(10_000, 0, 64), 0);
});

Deno.test("emaDecay() halves what is kept after the half-life", () => {
  const steps = 10_000 / 50;
  assertAlmostEquals(emaDecay(10_000, 1e7, 50) ** steps, 0.5, 1e-12);
});

Deno.test("emaDecay() has a half-life of a twentieth of the images seen during ramp-up", () => {
  // 2,000 images seen: a half-life of 100.
  assertAlmostEquals(emaDecay(10_000, 2_000, 100), 0.5, 1e-12);
  assertAlmostEquals(emaDecay(10_000, 2_000, 50), Math.SQRT1_2, 1e-12);
});

Deno.test("emaDecay() grows to its full value and stays there", () => {
  const decays = Array.from(
    { length: 40 },
    (_, step) => emaDecay(1_000, 1_000 * step, 32),
  );
  decays.slice(1).forEach((decay, index) => {
    const before = decays[index] as number;
    assert(decay >= before && decay < 1);
    // 20,000 images are twenty times the half-life.
    if (index >= 20) assertEquals(decay, before);
    else assert(decay > before);
  });
});
