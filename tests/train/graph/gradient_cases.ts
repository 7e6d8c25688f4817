/** Every operation with a gradient, in the forms in which it is used. */

import { gradients } from "../../../train/graph/gradients.ts";
import { binaryCrossEntropy } from "../../../train/graph/loss.ts";
import { batchNorm, normalize } from "../../../train/graph/normalization.ts";
import {
  leakyRelu,
  relu,
  sigmoid,
  softplus,
  squareRoot,
  tanh,
} from "../../../train/graph/operations/activation.ts";
import {
  add,
  divide,
  multiply,
  subtract,
} from "../../../train/graph/operations/arithmetic.ts";
import {
  conv2d,
  convTranspose2d,
} from "../../../train/graph/operations/convolution.ts";
import { reshape, transpose } from "../../../train/graph/operations/layout.ts";
import { matMul } from "../../../train/graph/operations/matrix.ts";
import { mean } from "../../../train/graph/operations/mean.ts";
import {
  broadcastTo,
  sum,
  sumTo,
} from "../../../train/graph/operations/reduction.ts";
import { wherePositive } from "../../../train/graph/operations/selection.ts";
import {
  constant,
  type Shape,
  type Value,
} from "../../../train/graph/value.ts";
import type { CaseInput, GradientCase } from "./gradient_check.ts";

/** Elements in [center - 2, center + 2). */
function around(center: number, ...shape: Shape): CaseInput {
  return { shape, element: (uniform) => center + 4 * uniform - 2 };
}

/** Elements in [-2, 2). */
function any(...shape: Shape): CaseInput {
  return around(0, ...shape);
}

/** Elements in [1, 2): for roots and divisors. */
function positive(...shape: Shape): CaseInput {
  return { shape, element: (uniform) => 1 + uniform };
}

/** Elements in ±[0.5, 2): for functions with a kink at 0. */
function apartFromZero(...shape: Shape): CaseInput {
  return {
    shape,
    element: (uniform) => {
      const x = 3 * uniform - 1.5;
      return x < 0 ? x - 0.5 : x + 0.5;
    },
  };
}

const BROADCASTS: Readonly<Record<string, readonly [Shape, Shape]>> = {
  "equal shapes": [[2, 3], [2, 3]],
  "left broadcast": [[3], [2, 3]],
  "right broadcast": [[2, 2, 3], [1, 2, 1]],
  "both broadcast": [[2, 1, 3], [4, 1]],
  "scalar": [[2, 2], []],
};

const arithmetic = Object.entries({ add, subtract, multiply, divide })
  .flatMap(([operation, apply]) =>
    Object.entries(BROADCASTS).map(([how, [left, right]]): GradientCase => ({
      name: `${operation}, ${how}`,
      inputs: [any(...left), positive(...right)],
      output: (a, b) => apply(a, b),
    }))
  );

const numbers: GradientCase[] = [
  {
    name: "add, a number on either side",
    inputs: [any(2, 3)],
    output: (x) => multiply(add(x, 3), add(0.5, x)),
  },
  {
    name: "subtract, a number on the left",
    inputs: [any(2, 3)],
    output: (x) => subtract(3, x),
  },
  {
    name: "divide, a number on the left",
    inputs: [positive(2, 3)],
    output: (x) => divide(2, x),
  },
  {
    name: "multiply, a value by itself",
    inputs: [any(2, 3)],
    output: (x) => multiply(x, x),
  },
];

const activation: GradientCase[] = [
  { name: "squareRoot", inputs: [positive(2, 4)], output: squareRoot },
  { name: "relu", inputs: [apartFromZero(2, 4)], output: relu },
  {
    name: "leakyRelu",
    inputs: [apartFromZero(2, 4)],
    output: (x) => leakyRelu(x, 0.2),
  },
  { name: "tanh", inputs: [any(2, 4)], output: tanh },
  { name: "sigmoid", inputs: [any(2, 4)], output: sigmoid },
  { name: "softplus", inputs: [any(2, 4)], output: softplus },
];

const CONDITION = constant([1, -1, -2, 0, 3, 4], [2, 3]);

const selection: GradientCase[] = [
  {
    name: "wherePositive, two values",
    inputs: [any(2, 3), any(2, 3)],
    output: (a, b) => wherePositive(CONDITION, a, b),
  },
  {
    name: "wherePositive, a number on the left",
    inputs: [any(2, 3)],
    output: (x) => wherePositive(CONDITION, 1, x),
  },
  {
    name: "wherePositive, a number on the right",
    inputs: [any(2, 3)],
    output: (x) => wherePositive(CONDITION, x, 1),
  },
  {
    name: "wherePositive, condition and branches of one value",
    inputs: [apartFromZero(2, 3)],
    output: (x) => wherePositive(x, multiply(x, x), multiply(x, 3)),
  },
];

const reduction: GradientCase[] = [
  { name: "sum, all axes", inputs: [any(2, 3)], output: (x) => sum(x) },
  {
    name: "sum, outer axes",
    inputs: [any(2, 3, 2)],
    output: (x) => sum(x, [0, 2]),
  },
  {
    name: "sum, inner axis",
    inputs: [any(2, 3, 2)],
    output: (x) => sum(x, [1]),
  },
  { name: "mean, all axes", inputs: [any(2, 3)], output: (x) => mean(x) },
  {
    name: "mean, outer axes",
    inputs: [any(2, 3, 2)],
    output: (x) => mean(x, [0, 2]),
  },
  {
    name: "broadcastTo, an inner axis",
    inputs: [any(2, 1, 2)],
    output: (x) => broadcastTo(x, [2, 3, 2]),
  },
  {
    name: "broadcastTo, more axes",
    inputs: [any(3, 1)],
    output: (x) => broadcastTo(x, [2, 3, 2]),
  },
  {
    name: "sumTo, fewer axes",
    inputs: [any(2, 3, 2)],
    output: (x) => sumTo(x, [3, 1]),
  },
];

const layout: GradientCase[] = [
  {
    name: "reshape",
    inputs: [any(2, 6), any(3, 4)],
    output: (x, y) => multiply(reshape(x, [3, 4]), y),
  },
  {
    name: "reshape, twice",
    inputs: [any(2, 6), any(3, 4)],
    output: (x, y) => multiply(reshape(reshape(x, [2, 2, 3]), [3, 4]), y),
  },
  {
    name: "transpose",
    inputs: [any(2, 3, 2), any(2, 2, 3)],
    output: (x, y) => multiply(transpose(x, [2, 0, 1]), y),
  },
];

const matrix = [false, true].flatMap((transposeA) =>
  [false, true].map((transposeB): GradientCase => ({
    name: `matMul, ${transposeA ? "Aᵀ" : "A"} ${transposeB ? "Bᵀ" : "B"}`,
    inputs: [
      transposeA ? any(3, 2) : any(2, 3),
      transposeB ? any(4, 3) : any(3, 4),
    ],
    output: (a, b) => matMul(a, b, { transposeA, transposeB }),
  }))
);

const convolution: GradientCase[] = [
  {
    name: "conv2d, stride 2",
    inputs: [any(2, 2, 6, 4), any(3, 2, 4, 4)],
    output: (x, weight) => conv2d(x, weight, { stride: 2, padding: 1 }),
  },
  {
    name: "conv2d, stride 2, bias",
    inputs: [any(2, 2, 4, 6), any(3, 2, 4, 4), any(3)],
    output: (x, weight, bias) =>
      conv2d(x, weight, { stride: 2, padding: 1, bias }),
  },
  {
    name: "conv2d, stride 1, kernel 2x3",
    inputs: [any(2, 2, 3, 5), any(3, 2, 2, 3), any(3)],
    output: (x, weight, bias) => conv2d(x, weight, { bias }),
  },
  {
    name: "conv2d, dilation 2",
    inputs: [any(2, 2, 7, 6), any(3, 2, 3, 2), any(3)],
    output: (x, weight, bias) =>
      conv2d(x, weight, { dilation: 2, padding: 1, bias }),
  },
  {
    name: "conv2d, stride 2, dilation 2",
    inputs: [any(1, 2, 7, 9), any(2, 2, 3, 3)],
    output: (x, weight) =>
      conv2d(x, weight, { stride: 2, dilation: 2, padding: 1 }),
  },
  {
    name: "convTranspose2d, stride 2",
    inputs: [any(2, 3, 3, 2), any(3, 2, 4, 4)],
    output: (x, weight) =>
      convTranspose2d(x, weight, { stride: 2, padding: 1 }),
  },
  {
    name: "convTranspose2d, stride 2, bias",
    inputs: [any(2, 3, 2, 3), any(3, 2, 4, 4), any(2)],
    output: (x, weight, bias) =>
      convTranspose2d(x, weight, { stride: 2, padding: 1, bias }),
  },
  {
    name: "convTranspose2d, stride 1, kernel 2x3",
    inputs: [any(2, 3, 2, 3), any(3, 2, 2, 3), any(2)],
    output: (x, weight, bias) => convTranspose2d(x, weight, { bias }),
  },
  {
    name: "convTranspose2d, dilation 2",
    inputs: [any(2, 3, 3, 4), any(3, 2, 3, 2), any(2)],
    output: (x, weight, bias) =>
      convTranspose2d(x, weight, { dilation: 2, padding: 1, bias }),
  },
  {
    name: "convTranspose2d, stride 2, dilation 2",
    inputs: [any(1, 2, 3, 4), any(2, 2, 3, 3)],
    output: (x, weight) =>
      convTranspose2d(x, weight, { stride: 2, dilation: 2, padding: 1 }),
  },
];

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
];

/** The gradient of a result with respect to one of its inputs. */
function gradientOf(result: Value, input: Value): Value {
  const [gradient] = gradients(sum(multiply(result, result)), [input]);
  return gradient as Value;
}

const secondDerivatives: GradientCase[] = [
  {
    name: "second derivative, tanh of conv2d",
    inputs: [any(1, 2, 4, 4), around(0, 2, 2, 4, 4)],
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

/** The table. */
export const GRADIENT_CASES: readonly GradientCase[] = [
  ...arithmetic,
  ...numbers,
  ...activation,
  ...selection,
  ...reduction,
  ...layout,
  ...matrix,
  ...convolution,
  ...normalization,
  ...loss,
  ...secondDerivatives,
];
