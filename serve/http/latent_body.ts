/**
 * Latents that clients send.
 *
 * @module
 */

import { parseJson } from "../../core/json.ts";
import { LATENT_SIZE, MAX_LATENT } from "../../core/noise/latent.ts";
import { Problem } from "./problem.ts";

/** Bytes of the longest body that is read: each number may have 80 of them. */
export const MAX_BODY = 8192;

/** What a latent must be, for messages. */
export const LATENT_RULE =
  `a JSON object whose latent is an array of ${LATENT_SIZE} numbers from -${MAX_LATENT} to ${MAX_LATENT}`;

function tooLarge(): Problem {
  return new Problem(413, `The body must have at most ${MAX_BODY} bytes.`);
}

async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get("Content-Length") ?? 0) > MAX_BODY) {
    throw tooLarge();
  }
  const decoder = new TextDecoder();
  let text = "";
  let length = 0;
  try {
    for await (const chunk of request.body ?? []) {
      length += chunk.length;
      if (length > MAX_BODY) throw tooLarge();
      text += decoder.decode(chunk, { stream: true });
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    // The client has gone, or sends chunks that are none.
    throw new Problem(400, "The body cannot be read to its end.");
  }
  return text + decoder.decode();
}

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

/**
 * Reads a latent from the body of a request, in the form that
 * {@linkcode parseLatent} reads.
 *
 * @param request A request with a body; no more than 8 KB of it are read.
 * @returns The latent `[100]`, rounded to float32.
 * @throws {Problem} 415 if the body is not JSON by its type, 413 if it is too
 *   large, 400 if it is anything else than a latent.
 */
export async function readLatent(
  request: Request,
): Promise<Float32Array<ArrayBuffer>> {
  const type = request.headers.get("Content-Type") ?? "";
  if (!/^application\/json *(;|$)/i.test(type)) {
    throw new Problem(415, "The body must be of type application/json.");
  }
  const latent = parseLatent(await readText(request));
  if (latent === undefined) {
    throw new Problem(400, `The body must be ${LATENT_RULE}.`, {
      option: "latent",
      allowed: LATENT_RULE,
    });
  }
  return latent;
}
