import type { Edit } from "../edit.ts";
import { LATENT_SIZE } from "../noise/latent.ts";
import { type Direction, readVector } from "./direction.ts";

/** The vector of an edit's direction. */
function vectorOf(
  { direction }: Edit,
  directions: readonly Direction[],
): Float32Array {
  const vector = readVector(directions[direction - 1]?.vector ?? "");
  if (vector === undefined) {
    throw new RangeError(
      `Cannot edit along direction ${direction}: there are ${directions.length}`,
    );
  }
  return vector;
}

/**
 * Moves latents along directions: each is added as often as its strength says.
 *
 * Latents are not brought back to their sphere afterwards. A step of 3 makes
 * them 4 % longer, which does not show, and without it steps add up and can be
 * taken back.
 *
 * @param latents `[N, 100]`.
 * @param edits How far along which direction.
 * @param directions Those of the generator's card.
 * @returns `[N, 100]`; the same array without edits.
 * @throws {RangeError} If there is no such direction.
 */
export function editLatents(
  latents: Float32Array<ArrayBuffer>,
  edits: readonly Edit[],
  directions: readonly Direction[],
): Float32Array<ArrayBuffer> {
  if (edits.length === 0) return latents;
  const step = new Float64Array(LATENT_SIZE);
  for (const edit of edits) {
    const vector = vectorOf(edit, directions);
    vector.forEach((x, index) => step[index]! += edit.strength * x);
  }
  return latents.map((z, index) => z + step[index % LATENT_SIZE]!);
}
