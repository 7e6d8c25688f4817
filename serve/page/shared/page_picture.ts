/**
 * A picture that the page shows, as the latent that it is painted from. Whatever
 * else is to change a latent on the page is a field here, and a step of
 * {@linkcode pictureLatent}.
 *
 * @module
 */

import type { Classes } from "../../../core/classes.ts";
import type { Direction } from "../../../core/generator/direction.ts";
import {
  classOfSeed,
  labelBetween,
  labels,
} from "../../../core/noise/label.ts";
import { latents } from "../../../core/noise/latent.ts";
import { applyLook, type Look } from "../../picture/look.ts";
import { spherical } from "../../picture/slerp.ts";
import { mutatedLatent, type Relative } from "./mutation.ts";
import { openPicture, type PageState } from "./page_state.ts";

/** A place on a walk. */
export interface WalkPlace {
  /** Seed at which the walk ends, in [0, 2³²). */
  to: number;
  /** Name of the class there; `undefined`: that of the start, or of the seed. */
  label: string | undefined;
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
 * @param relative A seed or a latent, and steps away from it.
 * @param look How it looks.
 * @param walk Where it lies on a walk.
 */
export function pagePicture(
  { seed, latent, mutations }: Relative,
  { variety, around, truncation, edit, label }: Readonly<
    Look & { label?: string | undefined }
  >,
  walk?: WalkPlace,
): PagePicture {
  const look = { variety, around, truncation, edit, label };
  const start = { seed, ...latent !== undefined && { latent } };
  return { ...start, mutations, ...look, walk };
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

/**
 * The class of a picture: that of its seed unless another is asked for. A latent
 * draws none, and is of the first.
 *
 * @param picture Where it starts, and the class that is asked for.
 * @param classes Those of the generator.
 * @returns Its name; `undefined` if the generator has no classes.
 */
export function pictureClass(
  { seed, latent, label }: Pick<PagePicture, "seed" | "latent" | "label">,
  classes: Classes,
): string | undefined {
  const own = latent === undefined ? classOfSeed(seed, classes) : 0;
  return label ?? classes[own]?.name;
}

/**
 * The class of the picture that is open, and of all pictures where none is.
 *
 * @param state What the page shows.
 * @param classes Those of the generator.
 * @returns Its name; `undefined` if none is asked for, or there are no classes.
 */
export function pageClass(
  state: Readonly<PageState>,
  classes: Classes,
): string | undefined {
  const { label } = state;
  const open = openPicture(state);
  return open === undefined ? label : pictureClass({ ...open, label }, classes);
}

/**
 * The label with which a picture is painted, as the service computes it.
 *
 * @param picture The picture.
 * @param classes Those of the generator.
 * @returns The label `[classes]`.
 */
export function pictureLabel(
  picture: PagePicture,
  classes: Classes,
): Float32Array<ArrayBuffer> {
  const { seed, label, walk } = picture;
  const start = labels([seed], classes, pictureClass(picture, classes));
  if (walk === undefined) return start;
  const end = labels([walk.to], classes, walk.label ?? label);
  return labelBetween(start, end, walk.place);
}
