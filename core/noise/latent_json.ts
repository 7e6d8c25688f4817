import { parseJson } from "../json.ts";
import { LATENT_SIZE, MAX_LATENT } from "./latent.ts";

/** What a latent must be, for messages. */
export const LATENT_RULE =
  `a JSON object whose latent is an array of ${LATENT_SIZE} numbers from -${MAX_LATENT} to ${MAX_LATENT}`;

function isLatent(value: unknown): value is number[] {
  return Array.isArray(value) && value.length === LATENT_SIZE &&
    value.every((number) =>
      typeof number === "number" && Math.abs(number) <= MAX_LATENT
    );
}

/**
 * Reads a latent from JSON: `{"latent": [100 numbers]}`.
 *
 * @param text The JSON.
 * @returns The latent `[100]`, rounded to float32; `undefined` if the text is
 *   anything else.
 */
export function parseLatent(
  text: string,
): Float32Array<ArrayBuffer> | undefined {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    return undefined;
  }
  const { latent, ...others } = Object(value) as Record<string, unknown>;
  return isLatent(latent) && Object.keys(others).length === 0
    ? Float32Array.from(latent)
    : undefined;
}
