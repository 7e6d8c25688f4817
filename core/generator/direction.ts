/**
 * Directions to edit pictures along: vectors that are added to latents.
 *
 * @module
 */

import { LATENT_SIZE } from "../noise/latent.ts";

/** A direction, as it stands on a generator's card. */
export interface Direction {
  /**
   * How far the output of the first layer moves when the latent moves by 1
   * along the direction.
   */
  strength: number;
  /** `[100]`, of length 1: float32, little-endian, in base64. */
  vector: string;
}

/** How many directions a card may have. */
export const MAX_DIRECTIONS = 10;

/** What the vector of a direction must be, for messages. */
export const VECTOR_RULE =
  `it must be a vector of ${LATENT_SIZE} numbers and of length 1, as float32 in base64`;

/** How far the length of a vector may be from 1. */
const TOLERANCE = 1e-3;

/**
 * The vector of a direction.
 *
 * @param text As it stands on the card.
 * @returns `[100]`, of length 1, or `undefined` if the text is no such vector.
 */
export function readVector(
  text: string,
): Float32Array<ArrayBuffer> | undefined {
  let bytes: string;
  try {
    bytes = atob(text);
  } catch {
    return undefined;
  }
  if (bytes.length !== 4 * LATENT_SIZE) return undefined;
  const vector = new Float32Array(
    Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)).buffer,
  );
  const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
  return Math.abs(length - 1) < TOLERANCE ? vector : undefined;
}
