/**
 * Whether a client already has what it asks for (RFC 9110, section 13.1.2).
 *
 * @param request Its `If-None-Match` is looked at.
 * @param etag The entity tag of the answer, in its quotes.
 * @returns `true` if the answer is 304.
 */
export function hasCurrent(request: Request, etag: string): boolean {
  const condition = request.headers.get("If-None-Match");
  if (condition === null) return false;
  // The comparison is weak, without regard to a W/ in front: a cache on the way
  // may have compressed the answer. Tags may have commas in them.
  return condition === "*" ||
    Array.from(condition.matchAll(/"[^"]*"/g), ([tag]) => tag).includes(etag);
}
