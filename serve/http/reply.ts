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
 * import { reply } from "edge-dcgan/serve/http/reply.ts";
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
