import { assertThrows } from "@std/assert";
import { binaryCrossEntropy } from "../../../train/graph/loss.ts";
import { batchNorm, normalize } from "../../../train/graph/normalization.ts";
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
import {
  matMul,
  matMulStacks,
} from "../../../train/graph/operations/matrix.ts";
import { mean } from "../../../train/graph/operations/mean.ts";
import {
  broadcastTo,
  sum,
  sumTo,
} from "../../../train/graph/operations/reduction.ts";
import { wherePositive } from "../../../train/graph/operations/selection.ts";
import { logSoftmax } from "../../../train/graph/operations/softmax.ts";
import { adam, minimize, nesterov } from "../../../train/graph/optimizer.ts";
import {
  constant,
  feed,
  type Shape,
  type Value,
} from "../../../train/graph/value.ts";

/** A value of some shape. */
function of(...shape: Shape): Value {
  return feed(`x${shape}`, shape);
}

const FED = of(2);
const affine = { weight: of(2), bias: of(2) };
const statistics = { mean: of(2), variance: of(2) };
const settings = { momentum: 0.1, epsilon: 1e-5 };

/** What is wrong, how it comes about, and a part of the message. */
const ERRORS: readonly (readonly [string, () => unknown, string])[] = [
  [
    "logSoftmax() throws when there is no axis",
    () => logSoftmax(of()),
    "Cannot take logSoftmax of a scalar: it has no axis",
  ],
  [
    "minimize() throws when a parameter is no state",
    () => minimize(sum(FED), [FED], nesterov({ momentum: 0.5 })),
    "Cannot train value 0: it is no state",
  ],
  [
    "constant() throws when the elements are not those of the shape",
    () => constant([1, 2, 3], [2, 2]),
    "Cannot make a constant of shape [2,2]: 3 elements were given",
  ],
  [
    "constant() throws when a scalar is given several elements",
    () => constant([1, 2]),
    "Cannot make a constant of shape []: 2 elements were given",
  ],
  [
    "add() throws when shapes do not broadcast",
    () => add(of(2, 3), of(2)),
    "Cannot add shapes [2,3] and [2]: axis 1 has 3 and 2 elements",
  ],
  [
    "subtract() throws when shapes do not broadcast",
    () => subtract(of(4), of(2, 3)),
    "Cannot subtract shapes [4] and [2,3]: axis 1 has 4 and 3 elements",
  ],
  [
    "multiply() throws when an inner axis does not broadcast",
    () => multiply(of(2, 3, 4), of(2, 4)),
    "Cannot multiply shapes [2,3,4] and [2,4]: axis 1 has 3 and 2 elements",
  ],
  [
    "divide() throws when shapes do not broadcast",
    () => divide(of(2), of(3)),
    "Cannot divide shapes [2] and [3]",
  ],
  [
    "wherePositive() throws when a branch has another shape",
    () => wherePositive(of(2, 3), of(2, 3), of(3)),
    "Cannot select elements of shape [3] by a condition of shape [2,3]",
  ],
  [
    "sum() throws when an axis is too large",
    () => sum(of(2, 3), [2]),
    "Cannot sum shape [2,3] over axis 2: it has 2 axes",
  ],
  [
    "sum() throws when an axis is negative",
    () => sum(of(2, 3), [-1]),
    "over axis -1",
  ],
  [
    "mean() throws when an axis is too large",
    () => mean(of(2), [0, 1]),
    "over axis 1",
  ],
  [
    "broadcastTo() throws when an axis has another size",
    () => broadcastTo(of(2, 3), [2, 4]),
    "Cannot broadcast shape [2,3] to [2,4]",
  ],
  [
    "broadcastTo() throws when the shape has fewer axes",
    () => broadcastTo(of(1, 3), [3]),
    "Cannot broadcast shape [1,3] to [3]",
  ],
  [
    "sumTo() throws when an axis has another size",
    () => sumTo(of(2, 3), [3, 2]),
    "Cannot sum shape [2,3] to [3,2]",
  ],
  [
    "sumTo() throws when the shape has more axes",
    () => sumTo(of(3), [1, 3]),
    "Cannot sum shape [3] to [1,3]",
  ],
  [
    "reshape() throws when the number of elements differs",
    () => reshape(of(2, 3), [4]),
    "Cannot reshape [2,3] to [4]: 6 and 4 elements",
  ],
  [
    "transpose() throws when an axis is missing",
    () => transpose(of(2, 3, 4), [0, 1]),
    "[0,1] is not a permutation of its axes",
  ],
  [
    "transpose() throws when an axis comes twice",
    () => transpose(of(2, 3), [0, 0]),
    "Cannot transpose shape [2,3]",
  ],
  [
    "matMul() throws when the inner sizes differ",
    () => matMul(of(2, 3), of(2, 3)),
    "Cannot multiply matrices of shapes [2,3] and [2,3]",
  ],
  [
    "matMul() throws when the inner sizes differ after transposing",
    () => matMul(of(2, 3), of(3, 4), { transposeB: true }),
    "[2,3] and [3,4] transposed",
  ],
  [
    "matMul() throws when an operand is no matrix",
    () => matMul(of(2, 3), of(3)),
    "Cannot multiply matrices of shapes [2,3] and [3]",
  ],
  [
    "matMulStacks() throws when the inner sizes differ",
    () => matMulStacks(of(2, 2, 3), of(2, 2, 3)),
    "Cannot multiply stacks of matrices of shapes [2,2,3] and [2,2,3]",
  ],
  [
    "matMulStacks() throws when there are more matrices on one side",
    () => matMulStacks(of(2, 2, 3), of(4, 3, 2)),
    "[2,2,3] and [4,3,2]",
  ],
  [
    "matMulStacks() throws when one operand has more axes",
    () => matMulStacks(of(2, 2, 3), of(3, 2)),
    "[2,2,3] and [3,2]",
  ],
  [
    "conv2d() throws when the input has no four axes",
    () => conv2d(of(3, 8, 8), of(2, 3, 4, 4)),
    "Cannot apply conv2d to shape [3,8,8]: it must have four axes",
  ],
  [
    "conv2d() throws when the weight has no four axes",
    () => conv2d(of(1, 3, 8, 8), of(2, 3)),
    "Cannot apply conv2d to shape [2,3]",
  ],
  [
    "conv2d() throws when the channels differ",
    () => conv2d(of(1, 3, 8, 8), of(3, 2, 4, 4)),
    "the input has 3 channels, the weight is for 2",
  ],
  [
    "conv2d() throws when the bias is not one number an output",
    () => conv2d(of(1, 3, 8, 8), of(2, 3, 4, 4), { bias: of(3) }),
    "Cannot apply conv2d: the bias has shape [3], not [2]",
  ],
  [
    "conv2d() throws when the windows do not cover the height exactly",
    () => conv2d(of(1, 3, 7, 8), of(2, 3, 4, 4), { stride: 2, padding: 1 }),
    "windows of 4 (stride 2, padding 1, dilation 1) do not cover 7 pixels exactly",
  ],
  [
    "conv2d() throws when the windows do not cover the width exactly",
    () => conv2d(of(1, 3, 8, 7), of(2, 3, 4, 4), { stride: 2, padding: 1 }),
    "do not cover 7 pixels exactly",
  ],
  [
    "conv2d() throws when the window is larger than the picture",
    () => conv2d(of(1, 3, 3, 3), of(2, 3, 4, 4)),
    "do not cover 3 pixels exactly",
  ],
  [
    "convTranspose2d() throws when the input has no four axes",
    () => convTranspose2d(of(3), of(3, 2, 4, 4)),
    "Cannot apply convTranspose2d to shape [3]",
  ],
  [
    "convTranspose2d() throws when the channels differ",
    () => convTranspose2d(of(1, 3, 8, 8), of(2, 3, 4, 4)),
    "the input has 3 channels, the weight is for 2",
  ],
  [
    "convTranspose2d() throws when the bias is not one number an output",
    () => convTranspose2d(of(1, 3, 8, 8), of(3, 2, 4, 4), { bias: of(3) }),
    "Cannot apply convTranspose2d: the bias has shape [3], not [2]",
  ],
  [
    "convTranspose2d() throws when the padding leaves no picture",
    () => convTranspose2d(of(1, 3, 1, 1), of(3, 2, 2, 2), { padding: 1 }),
    "padding 1 leaves nothing of 1 pixels",
  ],
  [
    "normalize() throws when the channels differ",
    () => normalize(of(1, 3, 4, 4), affine, statistics, 1e-5),
    "Cannot multiply shapes",
  ],
  [
    "batchNorm() throws when the channels differ",
    () => batchNorm(of(4, 3, 4, 4), affine, statistics, settings),
    "Cannot",
  ],
  [
    "batchNorm() throws when a channel has one element",
    () => batchNorm(of(1, 2, 1, 1), affine, statistics, settings),
    "a channel must have at least two elements",
  ],
  [
    "binaryCrossEntropy() throws when the labels do not broadcast",
    () => binaryCrossEntropy(of(4, 1), of(3, 1)),
    "Cannot multiply shapes [4,1] and [3,1]",
  ],
  [
    "adam() throws when a moment is missing",
    () =>
      adam({ beta1: 0.5, beta2: 0.999, epsilon: 1e-8 })
        .update(of(2), of(2), [of(2)]),
    "Cannot apply Adam: it keeps two moments",
  ],
  [
    "nesterov() throws when its buffer is missing",
    () => nesterov({ momentum: 0.5 }).update(of(2), of(2), []),
    "Cannot apply SGD: it keeps a momentum buffer",
  ],
];

for (const [name, mistake, message] of ERRORS) {
  Deno.test(name, () => {
    assertThrows(mistake, RangeError, message);
  });
}
