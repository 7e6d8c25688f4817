/**
 * Texts on their way to clients: named by an entity tag, and compressed for
 * whoever takes that. Pictures are compressed already.
 *
 * @module
 */

import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { sha256 } from "../../core/sha256.ts";
import { negotiateEncoding } from "./negotiate_encoding.ts";
import { ByteCache } from "./byte_cache.ts";
import { hasCurrent } from "./etag.ts";

/** Media types of texts. */
const TEXT = /^(text\/|image\/svg\+xml|application\/([\w.-]+\+)?json)/;

/** Shorter texts fit into one packet anyway. */
const LEAST_BYTES = 1024;

/** Bytes of compressed texts that are kept: the page and its files. */
const CACHE_BYTES = 2 ** 20;

type Encoder = (text: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>;

const brotli = promisify(brotliCompress);

/** The best first. */
const ENCODERS = {
  // The quality from which on more time brings little.
  br: (text) =>
    brotli(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: promisify(gzip),
} as const satisfies Record<string, Encoder>;

const ENCODINGS = ["br", "gzip"] as const;

const DIGEST_LENGTH = 16;

/**
 * Makes the last step of answers that are texts.
 *
 * @returns A function that gives an answer with a text an entity tag if it may
 *   be kept, makes it 304 if the client has it, and compresses it with Brotli
 *   or gzip if the client takes that. Other answers stay as they are.
 */
export function createTextEncoding(): (
  request: Request,
  response: Response,
) => Promise<Response> {
  const cache = new ByteCache(CACHE_BYTES);
  return async (request, response) => {
    const { status, headers } = response;
    if (!TEXT.test(headers.get("Content-Type") ?? "")) return response;
    const text = await response.bytes();
    const encoding = text.length < LEAST_BYTES
      ? undefined
      : negotiateEncoding(request.headers.get("Accept-Encoding"), ENCODINGS);
    const digest = (await sha256(text)).slice(0, DIGEST_LENGTH);
    const name = encoding === undefined ? digest : `${digest}-${encoding}`;
    if (text.length >= LEAST_BYTES) headers.append("Vary", "Accept-Encoding");
    if (status === 200 && headers.get("Cache-Control") !== "no-store") {
      headers.set("ETag", `"${name}"`);
      if (hasCurrent(request, `"${name}"`)) {
        for (const header of ["Content-Type", "Content-Length"]) {
          headers.delete(header);
        }
        return new Response(null, { status: 304, headers });
      }
    }
    if (encoding === undefined) return new Response(text, response);
    let body = cache.get(name);
    if (body === undefined) {
      body = new Uint8Array(await ENCODERS[encoding](text));
      cache.set(name, body);
    }
    headers.set("Content-Encoding", encoding);
    headers.set("Content-Length", `${body.length}`);
    return new Response(body, { status, headers });
  };
}
