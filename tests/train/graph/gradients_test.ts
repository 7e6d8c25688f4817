import { assert, assertEquals, assertThrows } from "@std/assert";
import { gradients } from "../../../train/graph/gradients.ts";
import { relu, tanh } from "../../../train/graph/operations/activation.ts";
import { add, multiply } from "../../../train/graph/operations/arithmetic.ts";
import {
  conv2d,
  convTranspose2d,
} from "../../../train/graph/operations/convolution.ts";
import { transpose } from "../../../train/graph/operations/layout.ts";
import { matMul } from "../../../train/graph/operations/matrix.ts";
import { sum } from "../../../train/graph/operations/reduction.ts";
import { compile } from "../../../train/graph/program.ts";
import {
  apply,
  feed,
  type Recording,
  type Value,
} from "../../../train/graph/value.ts";
import { openEngines } from "../engines.ts";
import { GRADIENT_CASES } from "./gradient_cases.ts";
import {
  type CaseInput,
  type GradientCase,
  gradientError,
  TOLERANCE,
} from "./gradient_check.ts";

const engines = await openEngines();

for (const engine of engines) {
  for (const gradientCase of GRADIENT_CASES) {
    Deno.test(`gradients() is right on ${engine.device} for ${gradientCase.name}`, async () => {
      const error = await gradientError(engine, gradientCase);
      assert(error <= TOLERANCE, `the relative error is ${error}`);
    });
  }
}

/** The result of an operation, with another gradient. */
function withGradient(
  result: Value,
  gradient: Recording["gradient"],
): Value {
  assert("recording" in result);
  return apply({ ...result.recording, gradient });
}

const square: CaseInput = { shape: [3, 3], element: (u) => 4 * u - 2 };
const pictures: CaseInput = { ...square, shape: [2, 2, 4, 4] };
const kernels: CaseInput = { ...square, shape: [2, 2, 4, 4] };
const geometry = { stride: 2, padding: 1 };

/** Mistakes that leave all shapes as they should be. */
const MISTAKES: readonly GradientCase[] = [
  {
    name: "an operand that is not transposed",
    inputs: [square, square],
    output: (a, b) =>
      withGradient(matMul(a, b), (g) => [
        matMul(g, b),
        matMul(a, g, { transposeA: true }),
      ]),
  },
  {
    name: "a permutation that is not inverted",
    inputs: [{ ...square, shape: [2, 2, 2] }],
    output: (x) =>
      withGradient(
        transpose(x, [1, 2, 0]),
        (g) => [transpose(g, [1, 2, 0])],
      ),
  },
  {
    name: "a missing factor",
    inputs: [square],
    output: (x) => withGradient(multiply(x, x), (g) => [multiply(g, x)]),
  },
  {
    name: "a derivative taken at the result",
    inputs: [square],
    output: (x) =>
      withGradient(tanh(x), (g, result) => [
        multiply(g, add(1, multiply(-1, multiply(tanh(result), result)))),
      ]),
  },
  {
    name: "kernels whose inputs and outputs are swapped",
    inputs: [pictures, kernels],
    output: (x, weight) =>
      withGradient(conv2d(x, weight, geometry), (g) => {
        const swapped = transpose(weight, [1, 0, 2, 3]);
        return [
          convTranspose2d(g, swapped, geometry),
          gradients(
            sum(multiply(conv2d(x, weight, geometry), g)),
            [weight],
          )[0],
        ];
      }),
  },
  {
    name: "a gradient that flows where the input is negative",
    inputs: [{
      shape: [3, 3],
      element: (u) => u < 0.5 ? u - 1.5 : u + 0.5,
    }],
    output: (x) => withGradient(relu(x), (g) => [g]),
  },
];

for (const mistake of MISTAKES) {
  Deno.test(`gradientError() is large for ${mistake.name}`, async () => {
    const [engine] = engines;
    assert(engine !== undefined);
    const error = await gradientError(engine, mistake);
    assert(error > 50 * TOLERANCE, `the relative error is ${error}`);
  });
}

Deno.test("gradients() adds up what flows along several paths", async () => {
  const x = feed("x", [2]);
  // x² + 3x + x · x²
  const squared = multiply(x, x);
  const result = add(add(squared, multiply(3, x)), multiply(x, squared));
  const [gradient] = gradients(sum(result), [x]);
  assert(gradient !== undefined);
  const program = compile({ name: "paths", fetches: { gradient } });
  for (const engine of engines) {
    const fetched = await engine.run(program, { x: Float32Array.of(1, -2) });
    assertEquals(fetched["gradient"], Float32Array.of(8, 11), engine.device);
  }
});

Deno.test("gradients() differentiates with respect to a value in between", async () => {
  const x = feed("x", [2]);
  const between = multiply(x, 2);
  const result = sum(multiply(between, between));
  const [flow, own] = gradients(result, [between, result]);
  assert(flow !== undefined && own !== undefined);
  const program = compile({ name: "between", fetches: { flow, own } });
  for (const engine of engines) {
    const fetched = await engine.run(program, { x: Float32Array.of(1, -2) });
    assertEquals(fetched, {
      flow: Float32Array.of(4, -8),
      own: Float32Array.of(1),
    }, engine.device);
  }
});

Deno.test("gradients() throws when the value has several elements", () => {
  const x = feed("x", [2, 3]);
  assertThrows(
    () => gradients(multiply(x, x), [x]),
    RangeError,
    "Cannot differentiate a value of shape [2,3]",
  );
});

Deno.test("gradients() throws when the value does not depend on another", () => {
  const x = feed("x", [2]);
  assertThrows(
    () => gradients(sum(x), [x, feed("y", [2])]),
    RangeError,
    "with respect to value 1",
  );
});
