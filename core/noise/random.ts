/**
 * Random numbers as pure functions of (seed, stream, position).
 *
 * Each use of randomness has a stream of its own, so that adding one never
 * shifts another: turning augmentation on leaves the initial weights as they
 * were.
 *
 * @module
 */

import { normalQuantile } from "./normal.ts";
import { type Block, philox4x32 } from "./philox.ts";

/** What random numbers are drawn for; the second word of the Philox key. */
export const STREAM = {
  /** Latents of pictures that are asked for by seed. */
  latent: 0,
  /** Initial weights. */
  weights: 1,
  /** Order of the pictures in an epoch. */
  order: 2,
  /** Latents of the discriminator's fake batches. */
  discriminatorNoise: 3,
  /** Latents of the generator's updates. */
  generatorNoise: 4,
  /** Made-up pictures of a dry run. */
  dryRun: 5,
  /** Which pictures of a batch are mirrored. */
  mirror: 6,
  /** Augmentation of the discriminator's real batches. */
  realAugmentation: 7,
  /** Augmentation of the discriminator's fake batches. */
  fakeAugmentation: 8,
  /** Augmentation of the fakes in the generator's updates. */
  generatorAugmentation: 9,
  /** Instance noise on the discriminator's real batches. */
  realInstanceNoise: 10,
  /** Instance noise on the discriminator's fake batches. */
  fakeInstanceNoise: 11,
  /** Instance noise on the fakes in the generator's updates. */
  generatorInstanceNoise: 12,
  /** Weights of the network whose features pictures are compared by. */
  features: 13,
  /** Which pictures are kept out of training. */
  heldOut: 14,
  /** Which pictures a score is computed of. */
  scores: 15,
  /** Classes of pictures that are asked for by seed alone. */
  label: 16,
  /** Classes of the discriminator's fake batches. */
  discriminatorLabels: 17,
  /** Classes of the fakes in the generator's updates. */
  generatorLabels: 18,
  /** Latents that the search for the latent of a picture starts from. */
  projection: 19,
} as const;

/** The name of a stream of random numbers. */
export type Stream = keyof typeof STREAM;

const TWO_32 = 0x1_0000_0000;

/**
 * Calls `write` with `count` uniform 32-bit integers of one stream.
 *
 * Number `i` of substream `s` is word `i mod 4` of the Philox block whose
 * counter is `[⌊i / 4⌋, s, 0, 0]` and whose key is `[seed, stream]`.
 */
function draw(
  seed: number,
  stream: Stream,
  substream: number,
  count: number,
  write: (index: number, word: number) => void,
): void {
  const key = [seed >>> 0, STREAM[stream]] as const;
  let block: Block = [0, 0, 0, 0];
  for (let index = 0; index < count; index++) {
    const word = index % 4;
    if (word === 0) block = philox4x32([index / 4, substream, 0, 0], key);
    write(index, block[word] as number);
  }
}

/**
 * Standard normal numbers: for a uniform 32-bit word u, the normal quantile of
 * (u + ½) / 2³², rounded to float32.
 *
 * @param seed Integer in [0, 2³²).
 * @param stream What the numbers are for.
 * @param substream Integer in [0, 2³²), for instance the training step.
 * @param count How many numbers.
 * @returns `count` numbers, distributed as N(0, 1), within ±6.34.
 */
export function normals(
  seed: number,
  stream: Stream,
  substream: number,
  count: number,
): Float32Array<ArrayBuffer> {
  const numbers = new Float32Array(count);
  draw(seed, stream, substream, count, (index, word) => {
    numbers[index] = normalQuantile((word + 0.5) / TWO_32);
  });
  return numbers;
}

/**
 * Numbers uniformly distributed in [0, 1): a uniform 32-bit word divided by
 * 2³².
 *
 * @param seed Integer in [0, 2³²).
 * @param stream What the numbers are for.
 * @param substream Integer in [0, 2³²).
 * @param count How many numbers.
 * @returns `count` double-precision numbers in [0, 1).
 */
export function uniforms(
  seed: number,
  stream: Stream,
  substream: number,
  count: number,
): Float64Array<ArrayBuffer> {
  const numbers = new Float64Array(count);
  draw(seed, stream, substream, count, (index, word) => {
    numbers[index] = word / TWO_32;
  });
  return numbers;
}

/**
 * The integers from 0 to `count` - 1 in random order: a Fisher–Yates shuffle.
 *
 * @param seed Integer in [0, 2³²).
 * @param stream What the order is for.
 * @param substream Integer in [0, 2³²).
 * @param count How many integers.
 * @returns Every integer in [0, `count`) once.
 */
export function permutation(
  seed: number,
  stream: Stream,
  substream: number,
  count: number,
): Uint32Array<ArrayBuffer> {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  const random = uniforms(seed, stream, substream, count);
  for (let last = count - 1; last > 0; last--) {
    const chosen = Math.floor((random[last] as number) * (last + 1));
    const held = order[last] as number;
    order[last] = order[chosen] as number;
    order[chosen] = held;
  }
  return order;
}
