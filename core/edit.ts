/**
 * Edits of pictures: how far latents are moved along a generator's directions.
 *
 * @module
 */

/** A move along one direction. */
export interface Edit {
  /** Number of the direction on the generator's card, from 1. */
  readonly direction: number;
  /** How far, with its sign; latents are distributed as N(0, 1). */
  readonly strength: number;
}

/** Farthest that an edit goes; directions are still directions there. */
export const MAX_STRENGTH = 5;

const EDIT = /^(\d+):([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)$/i;

/**
 * Reads edits: `3:1.5,5:-2`.
 *
 * @param text Directions and strengths.
 * @returns The edits by their directions, without those of strength 0;
 *   `undefined` if the text is no such list or has a direction twice.
 */
export function readEdits(text: string): Edit[] | undefined {
  const edits = text.split(",").map((part) => {
    const [, direction, strength] = EDIT.exec(part.trim()) ?? [];
    return { direction: Number(direction), strength: Number(strength) };
  });
  const directions = new Set(edits.map(({ direction }) => direction));
  if (directions.has(NaN) || directions.size < edits.length) return undefined;
  return edits.filter(({ strength }) => strength !== 0)
    .sort((a, b) => a.direction - b.direction);
}

/**
 * Edits as {@linkcode readEdits} reads them, always in the same form.
 *
 * @param edits As it returned them.
 * @returns Empty without edits.
 */
export function formatEdits(edits: readonly Edit[]): string {
  return edits.map(({ direction, strength }) => `${direction}:${strength}`)
    .join(",");
}
