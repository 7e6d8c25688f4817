const encoder = new TextEncoder();

/**
 * A response with a body and its length.
 *
 * @param body Text (sent as UTF-8) or bytes.
 * @param headers At least `Content-Type` and `Cache-Control`.
 * @param status HTTP status.
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
