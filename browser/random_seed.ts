/**
 * A seed at random.
 *
 * @returns An integer in [0, 2³²).
 */
export function randomSeed(): number {
  const [seed = 0] = crypto.getRandomValues(new Uint32Array(1));
  return seed;
}
