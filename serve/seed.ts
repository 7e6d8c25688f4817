/** The largest seed: seeds are unsigned 32-bit integers. */
export const MAX_SEED = 0xffff_ffff;

/** What a seed must be, for messages. */
export const SEED_RULE =
  `an integer from 0 to ${MAX_SEED}, without sign or leading zeros`;

/**
 * Reads a seed in its canonical form, so that a picture has one address only.
 *
 * @param text What should be a seed.
 * @returns The seed, or `undefined` if the text is not {@linkcode SEED_RULE}.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseSeed } from "edge-dcgan/serve/seed.ts";
 *
 * assertEquals(parseSeed("4294967295"), 4294967295);
 * assertEquals(parseSeed("4294967296"), undefined);
 * assertEquals(parseSeed("007"), undefined);
 * ```
 */
export function parseSeed(text: string): number | undefined {
  if (!/^(0|[1-9][0-9]{0,9})$/.test(text)) return undefined;
  const seed = Number(text);
  return seed <= MAX_SEED ? seed : undefined;
}
