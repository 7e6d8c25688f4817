import { assert, assertEquals, assertLess } from "@std/assert";
import { child } from "../../../serve/page/shared/breeding.ts";
import {
  MAX_MUTATIONS,
  mutatedLatent,
  type Relative,
} from "../../../serve/page/shared/mutation.ts";

const PLAIN = { seed: 7, mutations: [] };
const OTHER = { seed: 9, mutations: [] };
const BRED = {
  seed: 9,
  mutations: [{ strength: 30, towards: 77 }, { strength: 60, towards: 5 }],
};

/** The cosine of the angle between two latents, and how long the second is. */
function compare(a: Float32Array, b: Float32Array) {
  const dot = (x: Float32Array, y: Float32Array) =>
    x.reduce((sum, z, index) => sum + z * (y[index] as number), 0);
  return {
    cosine: dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)),
    length: Math.sqrt(dot(b, b)),
  };
}

Deno.test("child() of two seeds is a step from one to the other", () => {
  assertEquals(child(PLAIN, OTHER, 25), {
    seed: 7,
    mutations: [{ strength: 25, towards: 9 }],
  });
  assertEquals(child(PLAIN, OTHER, 75), {
    seed: 9,
    mutations: [{ strength: 25, towards: 7 }],
  });
});

Deno.test("child() is its parents at both ends", () => {
  for (const [share, parent] of [[0, BRED], [100, PLAIN]] as const) {
    const latent = mutatedLatent(child(BRED, PLAIN, share));
    // As near as whole percents of a right angle come.
    assertLess(0.999, compare(latent, mutatedLatent(parent)).cosine);
  }
});

Deno.test("child() lies between its parents and is as long as they are", () => {
  const parents: [Relative, Relative][] = [
    [BRED, PLAIN],
    // They have a seed in common.
    [BRED, { seed: 77, mutations: [{ strength: 50, towards: 5 }] }],
    [BRED, BRED],
  ];
  for (const [a, b] of parents) {
    const latent = mutatedLatent(child(a, b, 50));
    const toA = compare(mutatedLatent(a), latent);
    const toB = compare(mutatedLatent(b), latent);
    assert(Math.abs(toA.cosine - toB.cosine) < 0.08, `${toA.cosine}`);
    assertLess(0.6, toA.cosine);
    assert(toA.length > 8 && toA.length < 12, `${toA.length}`);
  }
});

Deno.test("child() has no more steps than an address can hold", () => {
  const distant = (seed: number) => ({
    seed,
    mutations: Array.from({ length: MAX_MUTATIONS }, (_, index) => ({
      strength: 30,
      towards: seed + 1 + index,
    })),
  });
  const { mutations } = child(distant(0), distant(1000), 50);
  assertLess(mutations.length, MAX_MUTATIONS + 1);
  assert(mutations.every(({ strength }) => strength >= 1 && strength <= 100));
});
