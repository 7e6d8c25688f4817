/**
 * Headers that every answer has.
 *
 * @module
 */

/** Unless a route says otherwise. */
const BY_DEFAULT: Readonly<Record<string, string>> = {
  // Whoever opens a picture itself gets no more than the picture.
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  // Pictures may be shown and read anywhere.
  "Cross-Origin-Resource-Policy": "cross-origin",
};

const ALWAYS: Readonly<Record<string, string>> = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers":
    "Content-Location, ETag, Location, Retry-After, Server-Timing, X-Request-Id",
  "Referrer-Policy": "no-referrer",
  "Timing-Allow-Origin": "*",
  "X-Content-Type-Options": "nosniff",
};

/**
 * Puts the headers on an answer that every answer has.
 *
 * @param response The answer; it is changed.
 * @param requestId Names the request in the logs.
 */
export function addHeaders({ headers }: Response, requestId: string): void {
  for (const [name, value] of Object.entries(BY_DEFAULT)) {
    if (!headers.has(name)) headers.set(name, value);
  }
  for (const [name, value] of Object.entries(ALWAYS)) headers.set(name, value);
  headers.set("X-Request-Id", requestId);
}
