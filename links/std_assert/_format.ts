/** A value in full, one property or element a line, keys sorted. */
export function format(value: unknown): string {
  return Deno.inspect(value, {
    compact: false,
    depth: Infinity,
    getters: true,
    iterableLimit: Infinity,
    sorted: true,
    strAbbreviateSize: Infinity,
    trailingComma: true,
  });
}

/** The end of a message's first sentence: the caller's own words, if any. */
export function ending(msg: string | undefined): string {
  return msg ? `: ${msg}` : ".";
}
