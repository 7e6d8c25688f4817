/**
 * Latents that clients send.
 *
 * @module
 */

import { LATENT_RULE, parseLatent } from "../../core/noise/latent_json.ts";
import { Problem } from "./problem.ts";

/** Bytes of the longest body that is read: each number may have 80 of them. */
export const MAX_BODY = 8192;

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
