import { multiply } from "../../../train/graph/operations/arithmetic.ts";
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
import { logSoftmax } from "../../../train/graph/operations/softmax.ts";
import type { GradientCase } from "./gradient_check.ts";
import { any } from "./gradient_inputs.ts";

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

const softmax: GradientCase[] = [
  { name: "logSoftmax", inputs: [any(2, 3, 4)], output: logSoftmax },
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

const stacks: GradientCase[] = [
  {
    name: "matMulStacks",
    inputs: [any(2, 2, 3), any(2, 3, 4)],
    output: (a, b) => matMulStacks(a, b),
  },
  {
    name: "matMulStacks, left stack repeated",
    inputs: [any(2, 1, 2, 3), any(2, 3, 3, 2)],
    output: (a, b) => matMulStacks(a, b),
  },
  {
    name: "matMulStacks, right stack repeated",
    inputs: [any(2, 3, 2, 3), any(1, 3, 3, 2)],
    output: (a, b) => matMulStacks(a, b),
  },
];

/** Reductions, layout and matrix products. */
export const TENSOR_CASES: readonly GradientCase[] = [
  ...reduction,
  ...softmax,
  ...layout,
  ...matrix,
  ...stacks,
];
