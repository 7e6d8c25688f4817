import { MAX_MUTATIONS, type Relative } from "./mutation.ts";

const RIGHT_ANGLE = Math.PI / 2;

/** What the latents of seeds are multiplied with in that of a picture. */
function weights({ seed, mutations }: Relative): Map<number, number> {
  const found = new Map([[seed, 1]]);
  for (const { strength, towards } of mutations) {
    const angle = strength / 100 * RIGHT_ANGLE;
    for (const [other, weight] of found) {
      found.set(other, weight * Math.cos(angle));
    }
    found.set(towards, (found.get(towards) ?? 0) + Math.sin(angle));
  }
  return found;
}

/**
 * A picture between two others, as steps away from a seed, so that it can be
 * linked to, mutated and bred like any other.
 *
 * The latent of a picture is a sum of latents of seeds, with weights whose
 * squares add up to 1. That of a child is cos(θ) · a + sin(θ) · b, brought to
 * this length again. The heaviest seed comes first; a step to each of the others
 * gives it its weight, to the next percent of a right angle.
 *
 * @param a One parent.
 * @param b The other.
 * @param share θ in percent of a right angle: 0 is a, 100 is b.
 * @returns At most {@linkcode MAX_MUTATIONS} steps; lighter seeds are left out.
 */
export function child(a: Relative, b: Relative, share: number): Relative {
  const angle = share / 100 * RIGHT_ANGLE;
  const mixed = new Map<number, number>();
  for (
    const [parent, part] of [[a, Math.cos(angle)], [
      b,
      Math.sin(angle),
    ]] as const
  ) {
    for (const [seed, weight] of weights(parent)) {
      mixed.set(seed, (mixed.get(seed) ?? 0) + part * weight);
    }
  }
  const [first, ...others] = [...mixed].sort(([, v], [, w]) => w - v)
    .slice(0, MAX_MUTATIONS + 1);
  if (first === undefined) throw new RangeError("A picture has a seed");
  const [seed] = first;
  let [, length] = first;
  const mutations = [];
  for (const [towards, weight] of others) {
    const strength = Math.round(Math.atan2(weight, length) / RIGHT_ANGLE * 100);
    length = Math.hypot(length, weight);
    if (strength > 0) mutations.push({ strength, towards });
  }
  return { seed, mutations };
}
