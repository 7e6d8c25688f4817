/**
 * Philox 4x32-10, the counter-based random number generator of Salmon et al.,
 * "Parallel Random Numbers: As Easy as 1, 2, 3" (SC 2011).
 *
 * A counter-based generator has no hidden state: a random number is a pure
 * function of a key and of its position. A checkpoint therefore stores a seed
 * and a step number instead of generator states, and a latent can be computed
 * from its seed alone, on any machine, in any order.
 *
 * @module
 */

const ROUNDS = 10;
const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;

/**
 * High 32 bits of the 64-bit product of two unsigned 32-bit integers, as a signed
 * one.
 */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  // Every sum stays below 2^32, and all of it in the processor's integers.
  const low = Math.imul(aLow, bLow) >>> 16;
  const middle = (Math.imul(aHigh, bLow) + low) >>> 0;
  const carry = (Math.imul(aLow, bHigh) + (middle & 0xffff)) >>> 0;
  return Math.imul(aHigh, bHigh) + (middle >>> 16) + (carry >>> 16) | 0;
}

/** Four unsigned 32-bit integers. */
export type Block = [number, number, number, number];

/**
 * The four random 32-bit integers at one position of the stream of one key.
 *
 * @param counter Position: four integers in [0, 2³²).
 * @param key Key: two integers in [0, 2³²).
 * @returns Four integers in [0, 2³²), uniformly distributed.
 */
export function philox4x32(
  counter: Readonly<Block>,
  key: readonly [number, number],
): Block {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = multiplyHigh(MULTIPLIER_0, c0);
    const low0 = Math.imul(MULTIPLIER_0, c0);
    const high1 = multiplyHigh(MULTIPLIER_1, c2);
    const low1 = Math.imul(MULTIPLIER_1, c2);
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1 >>> 0;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0 >>> 0;
    k0 = (k0 + WEYL_0) >>> 0;
    k1 = (k1 + WEYL_1) >>> 0;
  }
  return [c0, c1, c2, c3];
}
