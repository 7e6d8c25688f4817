import { normals } from "./random.ts";

/** Length of the generator's noise vector, as in the paper. */
export const LATENT_SIZE = 100;

/** Largest magnitude of a latent's number; those of seeds are below 6.4. */
export const MAX_LATENT = 10;

/**
 * The latents of pictures that are asked for by seed, one after the other.
 *
 * @param seeds Integers in [0, 2³²).
 * @returns Latents `[seeds.length, 100]`, N(0, 1), row-major.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { latents } from "@edge-dcgan/edge-dcgan";
 *
 * const two = latents([7, 8]);
 * assertEquals(two.length, 200);
 * assertEquals(two.slice(100), latents([8]));
 * ```
 */
export function latents(
  seeds: readonly number[],
): Float32Array<ArrayBuffer> {
  const values = new Float32Array(seeds.length * LATENT_SIZE);
  seeds.forEach((seed, index) => {
    values.set(normals(seed, "latent", 0, LATENT_SIZE), index * LATENT_SIZE);
  });
  return values;
}
