import { parseSeed } from "../seed.ts";

/** Placeholder until the service's own. */
export function seedNumber(text: string): number {
  const seed = parseSeed(text);
  if (seed !== undefined) return seed;
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return hash >>> 0;
}
