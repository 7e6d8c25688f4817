import { assertAlmostEquals, assertEquals } from "@std/assert";
import type { Engine } from "../../../train/engine/engine.ts";
import {
  multiply,
  subtract,
} from "../../../train/graph/operations/arithmetic.ts";
import { sum } from "../../../train/graph/operations/reduction.ts";
import {
  adam,
  minimize,
  nesterov,
  type Optimizer,
  withWeightDecay,
} from "../../../train/graph/optimizer.ts";
import { compile, type Program } from "../../../train/graph/program.ts";
import { constant, state } from "../../../train/graph/value.ts";
import { openEngines } from "../engines.ts";

const engines = await openEngines();

const TARGET = [1, -2, 0.5];
const START = [3, -1.5, -4];
/** A schedule: the step size is fed anew each time. */
const LEARNING_RATES = [0.1, 0.1, 0.05, 0.2];

/** The derivative of Σ (parameter − target)². */
function slope(parameter: number, index: number): number {
  return 2 * (parameter - (TARGET[index] as number));
}

/** A program that moves `parameter` [3] towards the target. */
function descent(optimizer: Optimizer): Program {
  const parameter = state("parameter", [3]);
  const distance = subtract(parameter, constant(TARGET, [3]));
  const loss = sum(multiply(distance, distance));
  return compile({
    name: "descent",
    fetches: {},
    updates: minimize(loss, [parameter], optimizer, (_, slot) => slot),
  });
}

/** Parameter and slots after every step. */
async function descend(
  engine: Engine,
  optimizer: Optimizer,
): Promise<Record<string, number[]>[]> {
  const vector = (...numbers: number[]) => ({
    shape: [3],
    data: Float32Array.from(numbers),
  });
  await engine.setState(
    new Map([
      ["parameter", vector(...START)],
      ...optimizer.slots.map((slot) => [slot, vector(0, 0, 0)] as const),
    ]),
  );
  const program = descent(optimizer);
  const history = [];
  for (const [index, learningRate] of LEARNING_RATES.entries()) {
    const feeds = optimizer.feeds(index + 1, learningRate);
    await engine.run(program, feeds);
    const tensors = await engine.getState(["parameter", ...optimizer.slots]);
    history.push(
      Object.fromEntries(
        [...tensors].map(([name, { data }]) => [name, [...data]]),
      ),
    );
  }
  return history;
}

/** Adam as its paper's algorithm 1 has it, in double precision. */
function adamByHand(beta1: number, beta2: number, epsilon: number) {
  let parameter = START;
  let first = [0, 0, 0];
  let second = [0, 0, 0];
  return LEARNING_RATES.map((learningRate, index) => {
    const step = index + 1;
    const g = parameter.map(slope);
    first = first.map((m, i) => beta1 * m + (1 - beta1) * (g[i] as number));
    second = second.map((v, i) =>
      beta2 * v + (1 - beta2) * (g[i] as number) ** 2
    );
    parameter = parameter.map((x, i) => {
      const average = (first[i] as number) / (1 - beta1 ** step);
      const square = (second[i] as number) / (1 - beta2 ** step);
      return x - learningRate * average / (Math.sqrt(square) + epsilon);
    });
    return { parameter, exp_avg: first, exp_avg_sq: second };
  });
}

/** PyTorch's SGD with Nesterov momentum and no dampening. */
function nesterovByHand(momentum: number, weightDecay = 0) {
  let parameter = START;
  let buffer: number[] | undefined;
  return LEARNING_RATES.map((learningRate) => {
    const g = parameter.map((x, i) => slope(x, i) + weightDecay * x);
    // PyTorch's buffer starts as the first gradient.
    buffer = buffer?.map((b, i) => momentum * b + (g[i] as number)) ?? g;
    parameter = parameter.map((x, i) =>
      x -
      learningRate *
        ((g[i] as number) + momentum * (buffer?.[i] as number))
    );
    return { parameter, momentum_buffer: buffer };
  });
}

function assertSameHistory(
  actual: readonly Record<string, number[]>[],
  expected: readonly Record<string, number[]>[],
) {
  assertEquals(actual.length, expected.length);
  expected.forEach((values, step) => {
    for (const [name, numbers] of Object.entries(values)) {
      numbers.forEach((number, index) => {
        const other = actual[step]?.[name]?.[index] as number;
        const tolerance = 1e-6 * Math.max(1, Math.abs(number));
        assertAlmostEquals(other, number, tolerance, `${name}, step ${step}`);
      });
    }
  });
}

for (const engine of engines) {
  Deno.test(`adam() makes the steps of its paper on ${engine.device}`, async () => {
    // An epsilon that is large enough to matter.
    const settings = { beta1: 0.5, beta2: 0.9, epsilon: 0.01 };
    assertSameHistory(
      await descend(engine, adam(settings)),
      adamByHand(settings.beta1, settings.beta2, settings.epsilon),
    );
  });

  Deno.test(`nesterov() makes PyTorch's steps on ${engine.device}`, async () => {
    assertSameHistory(
      await descend(engine, nesterov({ momentum: 0.5 })),
      nesterovByHand(0.5),
    );
  });
}

for (const engine of engines) {
  Deno.test(`withWeightDecay() adds the penalty to the gradient on ${engine.device}`, async () => {
    assertSameHistory(
      await descend(engine, withWeightDecay(nesterov({ momentum: 0.5 }), 0.25)),
      nesterovByHand(0.5, 0.25),
    );
  });
}

Deno.test("withWeightDecay() leaves the optimizer alone when the decay is 0", () => {
  const sgd = nesterov({ momentum: 0.5 });
  assertEquals(withWeightDecay(sgd, 0), sgd);
});

Deno.test("adam() starts with a step of the learning rate", () => {
  const optimizer = adam({ beta1: 0.9, beta2: 0.999, epsilon: 0 });
  const feeds = optimizer.feeds(1, 1e-3);
  assertEquals(feeds, {
    step_size: Float32Array.of(1e-2),
    second_moment_correction: Float32Array.of(Math.sqrt(1e-3)),
  });
  // Its corrections fade.
  assertEquals(
    optimizer.feeds(100_000, 1e-3)["step_size"],
    Float32Array.of(1e-3),
  );
});
