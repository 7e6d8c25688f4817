/**
 * Addresses of the service that the page uses. They are relative to the page,
 * so that they hold wherever a proxy puts the service.
 *
 * @module
 */

import { formatEdits } from "../../../core/edit.ts";
import type { Look } from "../../picture/look.ts";

/** What a picture's address can say about it, besides its look. */
export interface PictureOptions extends Partial<Look> {
  /** Name of the class; `undefined`: that of the seed. */
  label?: string | undefined;
  /**
   * Kind of file.
   *
   * @default {"png"}
   */
  format?: "png" | "jpg" | "webp";
  /**
   * How many times as large the picture is, smoothly: 1, 2, 4 or 8.
   *
   * @default {1}
   */
  scale?: number;
}

/** What the address of a walk can say about it, besides its look. */
export interface WalkOptions extends Partial<Look> {
  /** Name of the class; `undefined`: those of the seeds. */
  label?: string | undefined;
  /** Name of the class at the end; `undefined`: as `label` says. */
  endlabel?: string | undefined;
  /** An animation, or a film strip: all frames side by side. */
  format: "gif" | "png" | "webp";
  /** Pictures from one end to the other, both included. */
  frames: number;
  /**
   * How many times as large the pictures are, smoothly: 1, 2, 4 or 8.
   *
   * @default {1}
   */
  scale?: number;
}

/** A query of what is not as by default, behind parts of one's own. */
function query(
  options: PictureOptions,
  ...own: readonly string[]
): string {
  const { truncation = 1, variety = 1, around = 0, scale = 1 } = options;
  const { label, edit = [] } = options;
  const parts = [
    ...own,
    scale === 1 ? "" : `scale=${scale}`,
    scale === 1 ? "" : "resize=smooth",
    truncation === 1 ? "" : `truncation=${truncation}`,
    variety === 1 ? "" : `variety=${variety}`,
    variety === 1 || around === 0 ? "" : `around=${around}`,
    label === undefined ? "" : `label=${encodeURIComponent(label)}`,
    edit.length === 0 ? "" : `edit=${formatEdits(edit)}`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}

/**
 * Address of the picture of a seed.
 *
 * @param digest Names the generator.
 * @param seed Integer in [0, 2³²).
 * @param options How the picture should be.
 * @returns For instance `1547224e1f8f91cb/image/7.png?variety=0.5&around=3`.
 */
export function imageAddress(
  digest: string,
  seed: number,
  options: PictureOptions = {},
): string {
  const { format = "png" } = options;
  return `${digest}/image/${seed}.${format}${query(options)}`;
}

/**
 * Address to which the latent of a picture is sent; the answer is the picture.
 *
 * @param digest Names the generator.
 * @param options How the picture should be.
 * @returns For instance `1547224e1f8f91cb/image`.
 */
export function latentAddress(
  digest: string,
  options: Omit<PictureOptions, "format"> = {},
): string {
  return `${digest}/image${query(options)}`;
}

/**
 * Address of the weights of a generator.
 *
 * @param digest Names the generator.
 * @returns For instance `1547224e1f8f91cb/generator.onnx`.
 */
export function weightsAddress(digest: string): string {
  return `${digest}/generator.onnx`;
}

/**
 * Address of a walk from the picture of one seed to that of another.
 *
 * @param digest Names the generator.
 * @param from Integer in [0, 2³²).
 * @param to Integer in [0, 2³²).
 * @param options How the walk should be.
 * @returns For instance `1547224e1f8f91cb/walk/7-9.png?frames=32`.
 */
export function walkAddress(
  digest: string,
  from: number,
  to: number,
  options: WalkOptions,
): string {
  const { format, frames, endlabel, ...rest } = options;
  const path = `${digest}/walk/${from}-${to}.${format}`;
  const end = endlabel === undefined || endlabel === rest.label
    ? ""
    : `endlabel=${encodeURIComponent(endlabel)}`;
  return path + query(rest, `frames=${frames}`, end);
}
