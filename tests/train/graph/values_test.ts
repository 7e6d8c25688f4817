import { assertAlmostEquals, assertEquals } from "@std/assert";
import { binaryCrossEntropy, crossEntropy } from "../../../train/graph/loss.ts";
import { batchNorm, normalize } from "../../../train/graph/normalization.ts";
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
import { logSoftmax } from "../../../train/graph/operations/softmax.ts";
import { wherePositive } from "../../../train/graph/operations/selection.ts";
import { compile } from "../../../train/graph/program.ts";
import {
  constant,
  feed,
  type Shape,
  sizeOf,
  type Value,
} from "../../../train/graph/value.ts";
import { openEngines } from "../engines.ts";

const engines = await openEngines();

/** 1, 2, 3, … */
function counting(...shape: Shape): Value {
  return constant(
    Array.from({ length: sizeOf(shape) }, (_, i) => i + 1),
    shape,
  );
}

const line = (...numbers: number[]) => constant(numbers, [numbers.length]);
const points = [-2, -0.5, 0, 1, 3];
const x = line(...points);
const a = constant([1, 2, 3, 4], [2, 2]);
const b = constant([5, 6, 7, 8], [2, 2]);
const kernel = constant(Array.from({ length: 16 }, (_, i) => i), [1, 1, 4, 4]);
const channels = constant([1, 10], [1, 2, 1, 1]);
const mixing = constant([2, 3, 5, 7], [2, 2, 1, 1]);
const halving = { stride: 2, padding: 1 };

/** Results worked out by hand, or by Math in double precision. */
const VALUES: Readonly<Record<string, readonly [Value, Shape, number[]]>> = {
  "add()": [add(counting(2, 1), line(10, 20)), [2, 2], [11, 21, 12, 22]],
  "subtract()": [subtract(5, line(1, 7)), [2], [4, -2]],
  "multiply()": [multiply(counting(2, 2), line(1, -1)), [2, 2], [1, -2, 3, -4]],
  "divide()": [divide(line(3, -4), 2), [2], [1.5, -2]],
  "squareRoot()": [squareRoot(line(0, 4, 2)), [3], [0, 2, Math.SQRT2]],
  "relu()": [relu(x), [5], [0, 0, 0, 1, 3]],
  "leakyRelu()": [leakyRelu(x, 0.2), [5], [-0.4, -0.1, 0, 1, 3]],
  "tanh()": [tanh(x), [5], points.map(Math.tanh)],
  "sigmoid()": [sigmoid(x), [5], points.map((x) => 1 / (1 + Math.exp(-x)))],
  "softplus()": [
    softplus(line(-200, -2, 0, 2, 200)),
    [5],
    [0, Math.log1p(Math.exp(-2)), Math.LN2, 2 + Math.log1p(Math.exp(-2)), 200],
  ],
  "exponential()": [exponential(x), [5], points.map(Math.exp)],
  "logSoftmax() of numbers that are large": [
    logSoftmax(constant([200, 200, 0, -300], [2, 2])),
    [2, 2],
    [-Math.LN2, -Math.LN2, 0, -300],
  ],
  "wherePositive()": [wherePositive(x, 7, x), [5], [-2, -0.5, 0, 7, 7]],
  "sum() over all axes": [sum(counting(2, 3)), [1, 1], [21]],
  "sum() over some axes": [sum(counting(2, 2, 2), [0, 2]), [1, 2, 1], [14, 22]],
  "sum() over no axes": [sum(counting(1, 2), []), [1, 2], [1, 2]],
  "mean()": [mean(counting(2, 3), [1]), [2, 1], [2, 5]],
  "broadcastTo()": [broadcastTo(counting(2, 1), [2, 2, 2]), [2, 2, 2], [
    ...[1, 1, 2, 2],
    ...[1, 1, 2, 2],
  ]],
  "sumTo()": [sumTo(counting(2, 2, 2), [2, 1]), [2, 1], [14, 22]],
  "reshape()": [reshape(counting(2, 3), [3, 2]), [3, 2], [1, 2, 3, 4, 5, 6]],
  "transpose()": [transpose(counting(1, 2, 3), [2, 0, 1]), [3, 1, 2], [
    ...[1, 4],
    ...[2, 5],
    ...[3, 6],
  ]],
  "matMul()": [matMul(a, b), [2, 2], [19, 22, 43, 50]],
  "matMul() with the right operand transposed": [
    matMul(a, b, { transposeB: true }),
    [2, 2],
    [17, 23, 39, 53],
  ],
  "matMul() with the left operand transposed": [
    matMul(a, b, { transposeA: true }),
    [2, 2],
    [26, 30, 38, 44],
  ],
  "matMul() with both operands transposed": [
    matMul(a, b, { transposeA: true, transposeB: true }),
    [2, 2],
    [23, 31, 34, 46],
  ],
  "matMulStacks() with one matrix for two": [
    matMulStacks(reshape(a, [1, 2, 2]), counting(2, 2, 1)),
    [2, 2, 1],
    [5, 11, 11, 25],
  ],
  "conv2d()": [
    conv2d(counting(1, 1, 3, 3), counting(1, 1, 2, 2), { bias: line(0.5) }),
    [1, 1, 2, 2],
    [37.5, 47.5, 67.5, 77.5],
  ],
  "conv2d() with stride and padding": [
    conv2d(counting(1, 1, 2, 2), kernel, halving),
    [1, 1, 1, 1],
    [1 * 5 + 2 * 6 + 3 * 9 + 4 * 10],
  ],
  "conv2d() with dilation": [
    conv2d(counting(1, 1, 3, 3), counting(1, 1, 2, 2), { dilation: 2 }),
    [1, 1, 1, 1],
    [1 * 1 + 2 * 3 + 3 * 7 + 4 * 9],
  ],
  "conv2d() of several channels": [
    conv2d(channels, mixing),
    [1, 2, 1, 1],
    [1 * 2 + 10 * 3, 1 * 5 + 10 * 7],
  ],
  "convTranspose2d()": [
    convTranspose2d(counting(1, 1, 1, 2), counting(1, 1, 1, 2)),
    [1, 1, 1, 3],
    [1, 2 + 2, 4],
  ],
  "convTranspose2d() with stride, padding and bias": [
    convTranspose2d(constant([1], [1, 1, 1, 1]), kernel, {
      ...halving,
      bias: line(0.5),
    }),
    [1, 1, 2, 2],
    [5.5, 6.5, 9.5, 10.5],
  ],
  "convTranspose2d() with dilation": [
    convTranspose2d(constant([2], [1, 1, 1, 1]), counting(1, 1, 1, 2), {
      dilation: 2,
    }),
    [1, 1, 1, 3],
    [2, 0, 4],
  ],
  "convTranspose2d() of several channels": [
    convTranspose2d(channels, mixing),
    [1, 2, 1, 1],
    [1 * 2 + 10 * 5, 1 * 3 + 10 * 7],
  ],
  "normalize()": [
    normalize(
      counting(1, 2, 1, 2),
      { weight: line(2, 3), bias: line(0, 1) },
      { mean: line(1, 4), variance: line(4, 0.25) },
      0,
    ),
    [1, 2, 1, 2],
    [0, 1, -5, 1],
  ],
  "binaryCrossEntropy() with a number as label": [
    binaryCrossEntropy(line(0, 2), 0.9),
    [1],
    [(Math.LN2 + 2 + Math.log1p(Math.exp(-2)) - 0.9 * 2) / 2],
  ],
  "crossEntropy()": [
    crossEntropy(
      constant([0, 0, 200, 0], [2, 2]),
      constant([1, 0, 0, 1], [2, 2]),
    ),
    [1],
    [(Math.LN2 + 200) / 2],
  ],
  "binaryCrossEntropy() of logits that are sure": [
    binaryCrossEntropy(line(200, -200, -300), line(1, 0, 1)),
    [1],
    [100],
  ],
};

const program = compile({
  name: "values",
  fetches: Object.fromEntries(
    Object.entries(VALUES).map(([name, [value]]) => [name, value]),
  ),
});

for (const engine of engines) {
  const results = await engine.run(program, {});
  for (const [name, [value, shape, expected]] of Object.entries(VALUES)) {
    Deno.test(`${name} computes what it should on ${engine.device}`, () => {
      assertEquals(value.shape, shape);
      const result = [...results[name] as Float32Array];
      assertEquals(result.length, expected.length);
      result.forEach((number, index) =>
        assertAlmostEquals(number, expected[index] as number, 2e-6)
      );
    });
  }

  Deno.test(`batchNorm() is precise on ${engine.device} when the mean is large beside the variation`, async () => {
    // Channels around 1000 with a standard deviation of about 1.
    const shape = [4, 2, 3, 3];
    const data = Float32Array.from(
      { length: sizeOf(shape) },
      (_, i) => 1000 + Math.fround(Math.sqrt(2) * Math.sin(i * i)),
    );
    const momentum = 0.1;
    const epsilon = 1e-5;
    const { output, running } = batchNorm(
      feed("x", shape),
      { weight: line(1, 1), bias: line(0, 0) },
      { mean: line(900, 900), variance: line(2, 2) },
      { momentum, epsilon },
    );
    const results = await engine.run(
      compile({ name: "batch_norm", fetches: { output, ...running } }),
      { x: data },
    );

    const pixels = 9;
    const channelOf = (index: number) => Math.floor(index / pixels) % 2;
    for (const channel of [0, 1]) {
      const numbers = [...data].filter((_, i) => channelOf(i) === channel);
      const count = numbers.length;
      const mean = numbers.reduce((sum, x) => sum + x, 0) / count;
      const squares = numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0);
      const deviation = Math.sqrt(squares / count + epsilon);
      const normalized = [...results["output"] as Float32Array]
        .filter((_, i) => channelOf(i) === channel);
      // The input's own rounding is 3e-5 of a standard deviation.
      normalized.forEach((y, index) =>
        assertAlmostEquals(
          y,
          ((numbers[index] as number) - mean) / deviation,
          2e-4,
        )
      );
      assertAlmostEquals(
        results["mean"]?.[channel] as number,
        (1 - momentum) * 900 + momentum * mean,
        1e-3,
      );
      assertAlmostEquals(
        results["variance"]?.[channel] as number,
        (1 - momentum) * 2 + momentum * squares / (count - 1),
        1e-5,
      );
    }
  });
}
