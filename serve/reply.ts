/**
 * Responses of the service.
 *
 * @module
 */

const encoder = new TextEncoder();

/**
 * A response with a body and its length.
 *
 * @param body Text (sent as UTF-8) or bytes.
 * @param headers At least `Content-Type` and `Cache-Control`.
 * @param status HTTP status.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { reply } from "edge-dcgan/serve/reply.ts";
 *
 * const response = reply("é", { "Content-Type": "text/plain; charset=utf-8" });
 * assertEquals(response.headers.get("Content-Length"), "2");
 * ```
 */
export function reply(
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string>,
  status = 200,
): Response {
  const bytes = typeof body === "string" ? encoder.encode(body) : body;
  return new Response(bytes, {
    status,
    headers: { "Content-Length": `${bytes.length}`, ...headers },
  });
}

/**
 * A response that says in one line what went wrong, and that no cache keeps.
 *
 * @param status HTTP status, 400 or above.
 * @param message For the client: nothing about the inside of the service.
 * @param headers More headers, for instance `Allow`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { errorReply } from "edge-dcgan/serve/reply.ts";
 *
 * const response = errorReply(404, "there is nothing at /x");
 * assertEquals(response.headers.get("Cache-Control"), "no-store");
 * assertEquals(await response.text(), "there is nothing at /x\n");
 * ```
 */
export function errorReply(
  status: number,
  message: string,
  headers: Record<string, string> = {},
): Response {
  return reply(`${message}\n`, {
    "Content-Type": "text/plain; charset=utf-8",
    "Cache-Control": "no-store",
    ...headers,
  }, status);
}
