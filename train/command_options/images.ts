/**
 * The type of options that count images.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { IMAGES } from "edge-dcgan/train/command_options/images.ts";
 *
 * assertEquals(IMAGES.min, 0);
 * ```
 */
export const IMAGES = { type: "count", min: 0, max: 1_000_000_000 } as const;
