import type { Shape } from "../train/graph/value.ts";

/** A transposed convolution of a generator, which doubles pictures. */
export interface GeneratorLayer {
  /** Shape of its input, `[N, I, H, W]`. */
  readonly x: Shape;
  /** Channels of its result. */
  readonly outputs: number;
}

/**
 * The transposed convolutions of a generator, first to last.
 *
 * @param d Base width.
 * @param batch Pictures in a batch.
 * @param size Rows and columns of a picture.
 */
export function generatorLayers(
  d: number,
  batch: number,
  size: number,
): GeneratorLayer[] {
  return [8 * d, 4 * d, 2 * d, d].map((inputs, layer) => {
    const side = size / 16 * 2 ** layer;
    return {
      x: [batch, inputs, side, side],
      outputs: layer < 3 ? inputs / 2 : 3,
    };
  });
}
