/**
 * Latents that clients send.
 *
 * @module
 */

import { LATENT_SIZE, MAX_LATENT } from "../../core/noise/latent.ts";
import { Problem } from "./problem.ts";

/** Bytes of the longest body that is read: each number may have 80 of them. */
export const MAX_BODY = 8192;

const RULE =
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
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length > MAX_BODY) throw tooLarge();
    text += decoder.decode(chunk, { stream: true });
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
 * Reads a latent from the body of a request: `{"latent": [100 numbers]}`.
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
  let body: unknown;
  try {
    body = JSON.parse(await readText(request));
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(400, `The body must be ${RULE}.`);
  }
  const { latent, ...others } = Object(body) as Record<string, unknown>;
  if (!isLatent(latent) || Object.keys(others).length > 0) {
    throw new Problem(400, `The body must be ${RULE}.`, {
      option: "latent",
      allowed: RULE,
    });
  }
  return Float32Array.from(latent);
}
