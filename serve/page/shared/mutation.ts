import { latents } from "../../../core/noise/latent.ts";
import type { Relative } from "./page_state.ts";

/**
 * The latent that is reached from a seed by steps towards other seeds.
 *
 * A step of `strength` percent turns the latent by that part of a right angle:
 * z becomes cos(θ) · z + sin(θ) · n. Latents of two seeds are independent, so
 * the result is again distributed as N(0, 1): a neighbour is as likely a
 * picture as any other, however many steps led to it.
 *
 * @param relative Where the steps start, and the steps, in order; none give the
 *   latent of the seed.
 * @returns The latent `[100]`.
 */
export function mutatedLatent(
  { seed, mutations }: Relative,
): Float32Array<ArrayBuffer> {
  const latent = latents([seed]);
  for (const { strength, towards } of mutations) {
    const angle = (strength / 100) * (Math.PI / 2);
    const [keep, take] = [Math.cos(angle), Math.sin(angle)];
    latents([towards]).forEach((direction, index) => {
      latent[index] = keep * (latent[index] as number) + take * direction;
    });
  }
  return latent;
}
