import { uniforms } from "../../../core/noise/random.ts";
import { binaryCrossEntropy } from "../../../train/graph/loss.ts";
import { batchNorm } from "../../../train/graph/normalization.ts";
import { leakyRelu } from "../../../train/graph/operations/activation.ts";
import { add, multiply } from "../../../train/graph/operations/arithmetic.ts";
import { conv2d } from "../../../train/graph/operations/convolution.ts";
import { reshape } from "../../../train/graph/operations/layout.ts";
import { matMul } from "../../../train/graph/operations/matrix.ts";
import { constant, sizeOf, type Value } from "../../../train/graph/value.ts";
import { BATCH_NORM } from "../../../train/model/layers.ts";
import {
  gradientPenalty,
  lecam,
  relativeLogits,
} from "../../../train/model/objective.ts";
import type { GradientCase } from "../graph/gradient_check.ts";
import { any } from "../graph/gradient_inputs.ts";

/** How far a coefficient of 1 moves the parameters. */
const MOVE = 0.02;
const GEOMETRY = { stride: 2, padding: 1 };
/** Zero and one: statistics that a batch normalisation starts from. */
const RUNNING = {
  mean: constant([0, 0], [2]),
  variance: constant([1, 1], [2]),
};

/** Numbers in [-1, 1), other ones for every substream. */
function random(substream: number, ...shape: number[]): Value {
  const numbers = uniforms(2, "weights", substream, sizeOf(shape));
  return constant(numbers.map((u) => 2 * u - 1), shape);
}

/**
 * A discriminator of two layers, pictures `[3, 1, 8, 8]`, that moves along a
 * line through the space of its parameters; so slowly that no activation
 * crosses the kink of the leaky ReLU, where there is no derivative.
 */
function movingDiscriminator(images: Value, coefficient: Value): Value {
  const moving = (number: number, ...shape: number[]) =>
    add(
      random(number, ...shape),
      multiply(multiply(random(number + 1, ...shape), coefficient), MOVE),
    );
  let x = conv2d(images, moving(0, 2, 1, 4, 4), {
    ...GEOMETRY,
    bias: moving(2, 2),
  });
  x = conv2d(leakyRelu(x, 0.2), moving(4, 2, 2, 4, 4), GEOMETRY);
  const affine = { weight: moving(6, 2), bias: moving(8, 2) };
  x = leakyRelu(batchNorm(x, affine, RUNNING, BATCH_NORM).output, 0.2);
  return matMul(reshape(x, [3, 8]), moving(10, 8, 1));
}

/** The objectives: losses of logits, and the penalty on a whole network. */
export const OBJECTIVE_CASES: readonly GradientCase[] = [
  {
    name: "relativistic loss",
    inputs: [any(4, 1), any(4, 1)],
    output: (real, fake) => {
      const relative = relativeLogits({ real, fake });
      return add(
        binaryCrossEntropy(relative.real, 0.9),
        multiply(binaryCrossEntropy(relative.fake, 0), 3),
      );
    },
  },
  {
    name: "lecam",
    inputs: [any(4, 1), any(4, 1)],
    output: (real, fake) =>
      lecam({ real, fake }, {
        real: constant([0.5], [1]),
        fake: constant([-2], [1]),
      }),
  },
  {
    name: "gradientPenalty",
    inputs: [any(1)],
    output: (coefficient) => {
      const images = random(12, 3, 1, 8, 8);
      return gradientPenalty(movingDiscriminator(images, coefficient), images);
    },
  },
];
