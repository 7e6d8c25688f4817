/**
 * A picture that the page shows, as the latent that it is painted from. Whatever
 * else is to change a latent on the page is a field here, and a step of
 * {@linkcode pictureLatent}.
 *
 * @module
 */

import type { Direction } from "../../../core/generator/direction.ts";
import { latents } from "../../../core/noise/latent.ts";
import { applyLook, type Look } from "../../picture/look.ts";
import { spherical } from "../../picture/slerp.ts";
import { mutatedLatent } from "./mutation.ts";
import type { Relative } from "./page_state.ts";

/** A place on a walk. */
export interface WalkPlace {
  /** Seed at which the walk ends, in [0, 2³²). */
  to: number;
  /** How far it is from the start, 0 to 1. */
  place: number;
}

/** A picture that the page shows. */
export interface PagePicture extends Relative, Look {
  /** Name of the class; `undefined`: that of the seed. */
  label: string | undefined;
  /** Where it lies on a walk that starts at it, if it lies on one. */
  walk: WalkPlace | undefined;
}

/**
 * A picture with a look. Pictures that are the same have the same JSON.
 *
 * @param relative A seed and steps away from it.
 * @param look How it looks.
 * @param walk Where it lies on a walk.
 */
export function pagePicture(
  { seed, mutations }: Relative,
  { variety, around, truncation, edit, label }: Readonly<
    Look & { label?: string | undefined }
  >,
  walk?: WalkPlace,
): PagePicture {
  const look = { variety, around, truncation, edit, label };
  return { seed, mutations, ...look, walk };
}

/**
 * The latent from which a picture is painted, as the service computes it.
 *
 * @param picture The picture.
 * @param directions Those of the generator.
 * @returns The latent `[100]`.
 */
export function pictureLatent(
  picture: PagePicture,
  directions: readonly Direction[],
): Float32Array<ArrayBuffer> {
  const { walk } = picture;
  const start = mutatedLatent(picture);
  const latent = walk === undefined
    ? start
    : spherical(start, latents([walk.to]))(walk.place);
  return applyLook(latent, picture, directions);
}
