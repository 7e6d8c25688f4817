import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { latents } from "../../../core/noise/latent.ts";
import { writeLatentText } from "../../../serve/page/shared/latent_text.ts";
import { mutatedLatent } from "../../../serve/page/shared/mutation.ts";

Deno.test("mutatedLatent() is the latent of the seed without steps", () => {
  assertEquals(mutatedLatent({ seed: 7, mutations: [] }), latents([7]));
});

Deno.test("mutatedLatent() starts at a latent in place of a seed, bit for bit", () => {
  const latent = writeLatentText(latents([8]));
  assertEquals(latent.length, 534);
  assertEquals(mutatedLatent({ seed: 0, latent, mutations: [] }), latents([8]));
  const mutations = [{ strength: 30, towards: 77 }];
  assertEquals(
    mutatedLatent({ seed: 0, latent, mutations }),
    mutatedLatent({ seed: 8, mutations }),
  );
});

Deno.test("mutatedLatent() reaches the other seed with a full step", () => {
  const reached = mutatedLatent({
    seed: 7,
    mutations: [{ strength: 100, towards: 8 }],
  });
  latents([8]).forEach((x, index) => {
    assertAlmostEquals(reached[index] as number, x, 1e-6);
  });
});

Deno.test("mutatedLatent() takes its steps in order", () => {
  const one = { strength: 20, towards: 1 };
  const two = { strength: 60, towards: 2 };
  const [forth = 0] = mutatedLatent({ seed: 7, mutations: [one, two] });
  const [back = 0] = mutatedLatent({ seed: 7, mutations: [two, one] });
  assert(Math.abs(forth - back) > 1e-3);
});

Deno.test("mutatedLatent() stays normally distributed after many steps", () => {
  let sum = 0;
  let squares = 0;
  const count = 200;
  for (let seed = 0; seed < count; seed++) {
    const steps = Array.from({ length: 10 }, (_, step) => ({
      strength: 30,
      towards: 1000 * (seed + 1) + step,
    }));
    for (const x of mutatedLatent({ seed, mutations: steps })) {
      sum += x;
      squares += x * x;
    }
  }
  // Five standard errors of 20,000 numbers.
  assertAlmostEquals(sum / (count * 100), 0, 5 / Math.sqrt(20_000));
  assertAlmostEquals(squares / (count * 100), 1, 5 * Math.sqrt(2 / 20_000));
});
