/**
 * Addresses of the service that the page uses.
 *
 * @module
 */

/** What a picture's address can say about it. */
export interface PictureOptions {
  /**
   * Kind of file.
   *
   * @default {"png"}
   */
  format?: "png" | "jpg" | "webp";
  /**
   * Pulls latents towards the most typical picture, in (0, 1].
   *
   * @default {1}
   */
  truncation?: number;
  /**
   * How many times as large the picture is, smoothly: 1, 2, 4 or 8.
   *
   * @default {1}
   */
  scale?: number;
}

/** What the address of a walk can say about it. */
export interface WalkOptions {
  /** An animation, or a film strip: all frames side by side. */
  format: "gif" | "png";
  /** Pictures from one end to the other, both included. */
  frames: number;
  /**
   * Pulls latents towards the most typical picture, in (0, 1].
   *
   * @default {1}
   */
  truncation?: number;
  /**
   * How many times as large the pictures are, smoothly: 1, 2, 4 or 8.
   *
   * @default {1}
   */
  scale?: number;
}

/** A query of what is not as by default. */
function query(
  { truncation = 1, scale = 1 }: PictureOptions,
  first = "",
): string {
  const parts = [
    first,
    scale === 1 ? "" : `scale=${scale}`,
    scale === 1 ? "" : "resize=smooth",
    truncation === 1 ? "" : `truncation=${truncation}`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}

/**
 * Address of the picture of a seed.
 *
 * @param digest Names the generator.
 * @param seed Integer in [0, 2³²).
 * @param options How the picture should be.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { imageAddress } from "edge-dcgan/serve/page/shared/addresses.ts";
 *
 * assertEquals(
 *   imageAddress("1547224e1f8f91cb", 7, { truncation: 0.7 }),
 *   "/1547224e1f8f91cb/image/7.png?truncation=0.7",
 * );
 * ```
 */
export function imageAddress(
  digest: string,
  seed: number,
  options: PictureOptions = {},
): string {
  const { format = "png" } = options;
  return `/${digest}/image/${seed}.${format}${query(options)}`;
}

/**
 * Address to which the latent of a picture is sent; the answer is the picture.
 *
 * @param digest Names the generator.
 * @param options How the picture should be.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { latentAddress } from "edge-dcgan/serve/page/shared/addresses.ts";
 *
 * assertEquals(latentAddress("1547224e"), "/1547224e/image");
 * ```
 */
export function latentAddress(
  digest: string,
  options: Omit<PictureOptions, "format"> = {},
): string {
  return `/${digest}/image${query(options)}`;
}

/**
 * Address of a walk from the picture of one seed to that of another.
 *
 * @param digest Names the generator.
 * @param from Integer in [0, 2³²).
 * @param to Integer in [0, 2³²).
 * @param options How the walk should be.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { walkAddress } from "edge-dcgan/serve/page/shared/addresses.ts";
 *
 * assertEquals(
 *   walkAddress("1547224e", 7, 9, { format: "png", frames: 32 }),
 *   "/1547224e/walk/7-9.png?frames=32",
 * );
 * ```
 */
export function walkAddress(
  digest: string,
  from: number,
  to: number,
  options: WalkOptions,
): string {
  const { format, frames, ...rest } = options;
  const path = `/${digest}/walk/${from}-${to}.${format}`;
  return path + query(rest, `frames=${frames}`);
}
