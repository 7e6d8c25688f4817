import { readPreferences } from "./preferences.ts";

/** A media range of an `Accept` header: `image/*;q=0.5`. */
interface MediaRange {
  type: string;
  subtype: string;
  quality: number;
}

function parse(accept: string): MediaRange[] {
  return readPreferences(accept).flatMap(({ name, quality }) => {
    const [, type, subtype] = /^([^/\s]+)\/([^/\s]+)$/.exec(name) ?? [];
    return type === undefined || subtype === undefined
      ? []
      : [{ type, subtype, quality }];
  });
}

/** How much a client likes a media type: what fits best decides, 0 to 1. */
function qualityOf(mediaType: string, ranges: readonly MediaRange[]): number {
  const [type, subtype] = mediaType.split("/");
  let quality = 0;
  let best = -1;
  for (const range of ranges) {
    const typeFits = range.type === type;
    const subtypeFits = range.subtype === subtype;
    const anyType = range.type === "*" && range.subtype === "*";
    if (!anyType && !(typeFits && (subtypeFits || range.subtype === "*"))) {
      continue;
    }
    const precision = Number(typeFits) + Number(subtypeFits);
    if (precision > best) [best, quality] = [precision, range.quality];
  }
  return quality;
}

/**
 * The media type that a client likes best (RFC 9110, section 12.5.1).
 *
 * @param accept Its `Accept` header; `null` takes everything.
 * @param offered Media types there are; the first wins where it likes several
 *   equally.
 * @returns One of them, or `undefined` if the client takes none.
 */
export function negotiate(
  accept: string | null,
  offered: readonly string[],
): string | undefined {
  const ranges = parse(accept ?? "*/*");
  let chosen: string | undefined;
  let highest = 0;
  for (const mediaType of offered) {
    const quality = qualityOf(mediaType, ranges);
    if (quality > highest) [chosen, highest] = [mediaType, quality];
  }
  return chosen;
}
