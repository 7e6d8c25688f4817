import type { Edit } from "../../core/edit.ts";
import type { Direction } from "../../core/generator/direction.ts";
import { editLatents } from "../../core/generator/edit_latents.ts";
import { LATENT_SIZE, latents as latentsOf } from "../../core/noise/latent.ts";
import { spherical } from "./slerp.ts";

/** How pictures look, whatever their latents are. */
export interface Look {
  /**
   * How far pictures may differ from that of the seed around, 0 to 1: each is
   * what the walk from there to it shows at this place.
   */
  variety: number;
  /** The seed that pictures of less variety resemble, in [0, 2³²). */
  around: number;
  /** Factor of the latents, in (0, 1]; no control of the page changes it. */
  truncation: number;
  /** How far they are moved along which of the generator's directions. */
  edit: readonly Edit[];
}

/** Latents `[N, 100]` at a place on the way to each of them from a centre. */
function vary(
  latents: Float32Array<ArrayBuffer>,
  variety: number,
  around: number,
): Float32Array<ArrayBuffer> {
  if (variety === 1) return latents;
  const centre = latentsOf([around]);
  const varied = new Float32Array(latents.length);
  for (let at = 0; at < latents.length; at += LATENT_SIZE) {
    const latent = latents.subarray(at, at + LATENT_SIZE);
    varied.set(spherical(centre, latent)(variety), at);
  }
  return varied;
}

/**
 * The latents from which pictures with a look are painted. Edits come last: they
 * move what is shown without them.
 *
 * @param latents `[N, 100]`, as the seeds or the client gave them.
 * @param look How they should look.
 * @param directions Those of the generator.
 * @returns `[N, 100]`; the same array if the look changes nothing.
 */
export function applyLook(
  latents: Float32Array<ArrayBuffer>,
  { variety, around, truncation, edit }: Readonly<Look>,
  directions: readonly Direction[],
): Float32Array<ArrayBuffer> {
  const varied = vary(latents, variety, around);
  const truncated = truncation === 1
    ? varied
    : varied.map((z) => z * truncation);
  return editLatents(truncated, edit, directions);
}
