import { assertEquals, assertNotEquals } from "@std/assert";
import { LATENT_SIZE, latents } from "../../../core/noise/latent.ts";
import { normals } from "../../../core/noise/random.ts";

Deno.test("latents() gives nothing for no seeds", () => {
  assertEquals(latents([]), new Float32Array(0));
});

Deno.test("latents() gives one row for each seed, in their order", () => {
  const seeds = [3, 0, 2 ** 32 - 1, 3];
  const rows = latents(seeds);
  assertEquals(rows.length, seeds.length * LATENT_SIZE);
  seeds.forEach((seed, index) => {
    assertEquals(
      rows.slice(index * LATENT_SIZE, (index + 1) * LATENT_SIZE),
      normals(seed, "latent", 0, LATENT_SIZE),
    );
  });
});

Deno.test("latents() begins with the known numbers of seed 42", () => {
  // Pictures that are out there under their seed depend on these.
  assertEquals(
    [...latents([42]).slice(0, 4)],
    [
      0.28704190254211426,
      -0.07882346957921982,
      -1.4521371126174927,
      -0.4101129472255707,
    ],
  );
});

Deno.test("latents() differ from seed to seed", () => {
  assertNotEquals(latents([1]), latents([2]));
});
