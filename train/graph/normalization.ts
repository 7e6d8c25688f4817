import { add, divide, multiply, subtract } from "./operations/arithmetic.ts";
import { squareRoot } from "./operations/activation.ts";
import { reshape } from "./operations/layout.ts";
import { mean } from "./operations/mean.ts";
import { sum } from "./operations/reduction.ts";
import { apply, sizeOf, type Value } from "./value.ts";

/** A batch normalisation's learned scale and shift, one of each a channel. */
export interface Affine {
  /** `[C]`. */
  readonly weight: Value;
  /** `[C]`. */
  readonly bias: Value;
}

/** Mean and variance of every channel. */
export interface Statistics {
  /** `[C]`. */
  readonly mean: Value;
  /** `[C]`. */
  readonly variance: Value;
}

/** One number a channel, laid out to broadcast over `[N, C, H, W]`. */
function perChannel(value: Value): Value {
  return reshape(value, [1, sizeOf(value.shape), 1, 1]);
}

/**
 * Normalises pictures by given statistics: batch normalisation as it is at
 * evaluation.
 *
 * @param x `[N, C, H, W]`.
 * @param affine Scale and shift, `[C]` each.
 * @param statistics Mean and variance, `[C]` each.
 * @param epsilon Added to the variance.
 * @returns `[N, C, H, W]`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { feed, normalize, state } from "@edge-dcgan/edge-dcgan";
 *
 * const y = normalize(
 *   feed("x", [2, 8, 4, 4]),
 *   { weight: state("weight", [8]), bias: state("bias", [8]) },
 *   { mean: state("mean", [8]), variance: state("variance", [8]) },
 *   1e-5,
 * );
 * assertEquals(y.shape, [2, 8, 4, 4]);
 * ```
 */
export function normalize(
  x: Value,
  { weight, bias }: Affine,
  { mean, variance }: Statistics,
  epsilon: number,
): Value {
  // In the order of operations of PyTorch, whose rounding it then shares.
  const inverse = divide(1, squareRoot(add(variance, epsilon)));
  const scale = multiply(inverse, weight);
  const shift = subtract(bias, multiply(mean, scale));
  return add(multiply(x, perChannel(scale)), perChannel(shift));
}

/**
 * Batch normalisation as it is in training (Ioffe and Szegedy, 2015): by the
 * batch's own mean and biased variance, which also move the running statistics
 * as PyTorch's `BatchNorm2d` moves them: the running variance follows the
 * unbiased one.
 *
 * @param x `[N, C, H, W]`.
 * @param affine Scale and shift, `[C]` each.
 * @param running Statistics so far, `[C]` each.
 * @param options `momentum`, the weight of the new statistics, and `epsilon`,
 * added to the variance.
 * @returns The result `[N, C, H, W]` and the statistics to go on with.
 * @throws {RangeError} If a channel has only one element, which has no
 * variance.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { batchNorm, feed, state } from "@edge-dcgan/edge-dcgan";
 *
 * const { output } = batchNorm(
 *   feed("x", [2, 8, 4, 4]),
 *   { weight: state("weight", [8]), bias: state("bias", [8]) },
 *   { mean: state("mean", [8]), variance: state("variance", [8]) },
 *   { momentum: 0.1, epsilon: 1e-5 },
 * );
 * assertEquals(output.shape, [2, 8, 4, 4]);
 * ```
 */
export function batchNorm(
  x: Value,
  affine: Affine,
  running: Statistics,
  { momentum, epsilon }: { momentum: number; epsilon: number },
): { output: Value; running: Statistics } {
  const axes = [0, 2, 3];
  const count = sizeOf(x.shape) / sizeOf(affine.weight.shape);
  if (count < 2) {
    throw new RangeError(
      `Cannot apply batchNorm to shape [${x.shape}]: a channel must have at least two elements`,
    );
  }
  // The mean in two passes: a float32 sum over a batch is off by more than a
  // channel's variation can bear when its mean is large beside it, and an
  // error here moves every activation of the channel towards, or past, the
  // kink of the ReLU that follows.
  const roughMean = mean(x, axes);
  const nearlyCentered = subtract(x, roughMean);
  const correction = mean(nearlyCentered, axes);
  const centered = subtract(nearlyCentered, correction);
  const batch = {
    mean: reshape(add(roughMean, correction), running.mean.shape),
    variance: reshape(
      mean(multiply(centered, centered), axes),
      running.variance.shape,
    ),
  };

  const follow = (old: Value, now: Value) =>
    add(multiply(old, 1 - momentum), multiply(now, momentum));
  return {
    output: withBatchGradient(
      normalize(x, affine, batch, epsilon),
      { x, affine, centered, variance: batch.variance, epsilon },
    ),
    running: {
      mean: follow(running.mean, batch.mean),
      variance: follow(
        running.variance,
        multiply(batch.variance, count / (count - 1)),
      ),
    },
  };
}

/**
 * Gives the normalised batch its gradient in closed form. Differentiating the
 * forward pass step by step would give the same in exact arithmetic, but with
 * more passes over the batch, and through differences of large sums.
 */
function withBatchGradient(
  normalized: Value,
  { x, affine, centered, variance, epsilon }: {
    x: Value;
    affine: Affine;
    centered: Value;
    variance: Value;
    epsilon: number;
  },
): Value {
  return apply({
    operation: "batchNorm",
    inputs: [x, affine.weight, affine.bias, normalized],
    shape: x.shape,
    emit: (_writer, inputs) => inputs[3] as string,
    gradient: (g) => {
      const axes = [0, 2, 3];
      const { shape } = affine.weight;
      const count = sizeOf(x.shape) / sizeOf(shape);
      const spread = perChannel(add(variance, epsilon));
      const deviation = squareRoot(spread);
      const total = sum(g, axes);
      const alignment = sum(multiply(g, centered), axes);
      const pull = multiply(divide(alignment, spread), 1 / count);
      const remainder = subtract(
        subtract(g, multiply(total, 1 / count)),
        multiply(centered, pull),
      );
      return [
        multiply(remainder, divide(perChannel(affine.weight), deviation)),
        reshape(divide(alignment, deviation), shape),
        reshape(total, shape),
        undefined,
      ];
    },
  });
}
