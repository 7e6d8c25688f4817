/**
 * Options that all pictures have in common.
 *
 * @module
 */

import type { PictureJob } from "../picture/job.ts";
import type { QueryTable, QueryValues } from "../http/query.ts";

/** Options of a picture's look. */
export const PICTURE_OPTIONS = {
  scale: {
    type: "choice",
    choices: ["1", "2", "4", "8"],
    default: "1",
    help: "How many times as wide and high each picture is.",
  },
  resize: {
    type: "choice",
    choices: ["nearest", "smooth"],
    default: "nearest",
    help:
      "How pictures are enlarged: every pixel as a square, or a bicubic filter.",
  },
  truncation: {
    type: "number",
    min: 0,
    minExcluded: true,
    max: 1,
    default: 1,
    help:
      "Factor of all latents: less than 1 gives more typical and less varied pictures.",
  },
} as const satisfies QueryTable;

/** Values of {@linkcode PICTURE_OPTIONS}. */
export type PictureOptions = QueryValues<typeof PICTURE_OPTIONS>;

/**
 * The same options, as they are written where it makes no difference.
 *
 * @param options As they were given.
 * @returns With the default filter if nothing is enlarged.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { tidy } from "edge-dcgan/serve/routes/picture_options.ts";
 *
 * const options = { scale: "1", resize: "smooth", truncation: 1 } as const;
 * assertEquals(tidy(options).resize, "nearest");
 * ```
 */
export function tidy<Options extends PictureOptions>(
  options: Options,
): Options {
  return options.scale === "1" ? { ...options, resize: "nearest" } : options;
}

/**
 * The part of a job that the options decide.
 *
 * @param latents Latents as they are without truncation.
 * @param options The options.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { applyOptions } from "edge-dcgan/serve/routes/picture_options.ts";
 *
 * const options = { scale: "2", resize: "smooth", truncation: 0.5 } as const;
 * const { latents, scale } = applyOptions(Float32Array.of(1, -3), options);
 * assertEquals([...latents, scale], [0.5, -1.5, 2]);
 * ```
 */
export function applyOptions(
  latents: Float32Array<ArrayBuffer>,
  { scale, resize, truncation }: PictureOptions,
): Pick<PictureJob, "latents" | "scale" | "resize"> {
  return {
    latents: truncation === 1 ? latents : latents.map((z) => z * truncation),
    scale: Number(scale),
    resize,
  };
}
