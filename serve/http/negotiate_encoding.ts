import { readPreferences } from "./preferences.ts";

/**
 * The encoding that a client likes best (RFC 9110, section 12.5.3).
 *
 * @param header Its `Accept-Encoding` header; `null` takes none.
 * @param offered Encodings there are; the first wins where it likes several
 *   equally.
 * @returns One of them, or `undefined` to send the content as it is.
 */
export function negotiateEncoding<Encoding extends string>(
  header: string | null,
  offered: readonly Encoding[],
): Encoding | undefined {
  const preferences = readPreferences(header ?? "");
  const qualityOf = (encoding: string) =>
    preferences.find(({ name }) => name === encoding)?.quality;
  const others = qualityOf("*") ?? 0;
  let chosen: Encoding | undefined;
  // Whoever names no compression at all, or likes it less, wants none.
  let highest = qualityOf("identity") ?? 0;
  for (const encoding of offered) {
    const quality = qualityOf(encoding) ?? others;
    const isBetter = chosen === undefined
      ? quality >= highest && quality > 0
      : quality > highest;
    if (isBetter) [chosen, highest] = [encoding, quality];
  }
  return chosen;
}
