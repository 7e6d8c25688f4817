import { closest, distance } from "fastest-levenshtein";

/**
 * The name that was probably meant by an unknown one.
 *
 * @param name What was typed.
 * @param known The names that exist.
 * @returns One of them, or `undefined` if none is close.
 */
export function suggestion(
  name: string,
  known: readonly string[],
): string | undefined {
  if (known.length === 0) return undefined;
  const nearest = closest(name, known);
  // Two slips of the finger, but never more than half of a short name.
  const tolerance = Math.min(2, Math.floor(nearest.length / 2));
  return distance(name, nearest) <= tolerance ? nearest : undefined;
}
