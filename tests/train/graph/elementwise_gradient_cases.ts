import {
  exponential,
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
import { wherePositive } from "../../../train/graph/operations/selection.ts";
import { constant, type Shape } from "../../../train/graph/value.ts";
import type { GradientCase } from "./gradient_check.ts";
import { any, apartFromZero, positive } from "./gradient_inputs.ts";

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
  { name: "exponential", inputs: [any(2, 4)], output: exponential },
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

/** Operations element by element, with and without broadcasting. */
export const ELEMENTWISE_CASES: readonly GradientCase[] = [
  ...arithmetic,
  ...numbers,
  ...activation,
  ...selection,
];
