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
 */
export function parseSeed(text: string): number | undefined {
  if (!/^(0|[1-9][0-9]{0,9})$/.test(text)) return undefined;
  const seed = Number(text);
  return seed <= MAX_SEED ? seed : undefined;
}

/**
 * The seed of any text: the number itself if the text is a seed in its
 * canonical form, else a hash of the text.
 *
 * The hash is FNV-1a with 32 bits over the UTF-8 bytes of the text: start with
 * 2166136261; for every byte, XOR it in and multiply by 16777619 modulo 2³². It
 * needs nothing but integers, so a browser can compute it as well.
 *
 * @param text A number like `7`, or anything else, like `Ada`.
 * @returns An integer in [0, 2³²).
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { seedOf } from "@edge-dcgan/edge-dcgan";
 *
 * assertEquals(seedOf("7"), 7);
 * assertEquals(seedOf("foobar"), 0xbf9cf968);
 * ```
 */
export function seedOf(text: string): number {
  const seed = parseSeed(text);
  if (seed !== undefined) return seed;
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return hash >>> 0;
}
