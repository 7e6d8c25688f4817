import { gradients } from "../../../train/graph/gradients.ts";
import { binaryCrossEntropy, crossEntropy } from "../../../train/graph/loss.ts";
import { batchNorm, normalize } from "../../../train/graph/normalization.ts";
import {
  sigmoid,
  softplus,
  tanh,
} from "../../../train/graph/operations/activation.ts";
import { multiply } from "../../../train/graph/operations/arithmetic.ts";
import {
  conv2d,
  convTranspose2d,
} from "../../../train/graph/operations/convolution.ts";
import { matMul } from "../../../train/graph/operations/matrix.ts";
import { sum } from "../../../train/graph/operations/reduction.ts";
import { constant, type Value } from "../../../train/graph/value.ts";
import type { GradientCase } from "./gradient_check.ts";
import { any, around, positive } from "./gradient_inputs.ts";

const EPSILON = 1e-5;
const ZERO_AND_ONE = {
  mean: constant([0, 0], [2]),
  variance: constant([1, 1], [2]),
};

function batchNormOf(x: Value, weight: Value, bias: Value) {
  return batchNorm(x, { weight, bias }, ZERO_AND_ONE, {
    momentum: 0.1,
    epsilon: EPSILON,
  });
}

const normalization: GradientCase[] = [
  {
    name: "batchNorm",
    inputs: [any(3, 2, 2, 3), any(2), any(2)],
    output: (x, weight, bias) => batchNormOf(x, weight, bias).output,
  },
  {
    name: "batchNorm, mean large beside the variation",
    inputs: [around(100, 3, 2, 2, 3), any(2), any(2)],
    output: (x, weight, bias) => batchNormOf(x, weight, bias).output,
  },
  {
    name: "batchNorm, running statistics",
    inputs: [any(3, 2, 2, 3)],
    output: (x) => {
      const { mean, variance } = ZERO_AND_ONE;
      const { running } = batchNormOf(x, variance, mean);
      return multiply(running.mean, running.variance);
    },
  },
  {
    name: "normalize",
    inputs: [any(2, 2, 1, 3), any(2), any(2), any(2), positive(2)],
    output: (x, weight, bias, mean, variance) =>
      normalize(x, { weight, bias }, { mean, variance }, EPSILON),
  },
];

const loss: GradientCase[] = [
  {
    name: "binaryCrossEntropy, a number as label",
    inputs: [any(4, 1)],
    output: (logits) => binaryCrossEntropy(logits, 0.9),
  },
  {
    name: "binaryCrossEntropy, labels",
    inputs: [any(2, 3), any(3)],
    output: binaryCrossEntropy,
  },
  {
    name: "crossEntropy",
    inputs: [any(3, 4), any(3, 4)],
    output: crossEntropy,
  },
];

/** The gradient of a result with respect to one of its inputs. */
function gradientOf(result: Value, input: Value): Value {
  const [gradient] = gradients(sum(multiply(result, result)), [input]);
  return gradient as Value;
}

const secondDerivatives: GradientCase[] = [
  {
    name: "second derivative, tanh of conv2d",
    inputs: [any(1, 2, 4, 4), any(2, 2, 4, 4)],
    output: (x, weight) =>
      gradientOf(
        tanh(multiply(conv2d(x, weight, { stride: 2, padding: 1 }), 0.1)),
        x,
      ),
  },
  {
    name: "second derivative, sigmoid of convTranspose2d",
    inputs: [any(1, 2, 2, 2), any(2, 1, 4, 4)],
    output: (x, weight) =>
      gradientOf(
        sigmoid(convTranspose2d(x, weight, { stride: 2, padding: 1 })),
        weight,
      ),
  },
  {
    name: "second derivative, softplus of matMul",
    inputs: [any(2, 3), any(4, 3)],
    output: (a, b) =>
      gradientOf(softplus(matMul(a, b, { transposeB: true })), b),
  },
  {
    name: "second derivative, tanh of batchNorm",
    inputs: [any(3, 2, 2, 3), any(2)],
    output: (x, weight) =>
      gradientOf(
        tanh(batchNormOf(x, weight, ZERO_AND_ONE.mean).output),
        x,
      ),
  },
];

/** What is made of several operations: normalisation, loss, derivatives. */
export const COMPOSED_CASES: readonly GradientCase[] = [
  ...normalization,
  ...loss,
  ...secondDerivatives,
];
