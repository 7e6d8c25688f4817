/** The graph compiler and the engines are of use without any GAN. */

import { assert } from "@std/assert";
import { normals } from "../../../core/noise/random.ts";
import type { Tensors } from "../../../train/tensors/tensor.ts";
import { binaryCrossEntropy } from "../../../train/graph/loss.ts";
import { relu } from "../../../train/graph/operations/activation.ts";
import { add } from "../../../train/graph/operations/arithmetic.ts";
import { matMul } from "../../../train/graph/operations/matrix.ts";
import { adam, minimize } from "../../../train/graph/optimizer.ts";
import { compile } from "../../../train/graph/program.ts";
import {
  feed,
  type Shape,
  sizeOf,
  state,
  type Value,
} from "../../../train/graph/value.ts";
import { openEngines } from "../engines.ts";

const engines = await openEngines();

const POINTS = 80;
const HIDDEN = 16;
const STEPS = 80;
const LEARNING_RATE = 0.05;

/** Two half moons that no straight line parts: `[POINTS, 2]` and labels. */
function moons() {
  const points = new Float32Array(2 * POINTS);
  const labels = new Float32Array(POINTS);
  for (let index = 0; index < POINTS; index++) {
    const upper = index % 2 === 0;
    const angle = Math.PI * index / POINTS;
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    points.set(upper ? [x, y] : [1 - x, 0.5 - y], 2 * index);
    labels[index] = upper ? 1 : 0;
  }
  return { points, labels };
}

const SHAPES: Readonly<Record<string, Shape>> = {
  "hidden.weight": [2, HIDDEN],
  "hidden.bias": [HIDDEN],
  "output.weight": [HIDDEN, 1],
  "output.bias": [1],
};
const names = Object.keys(SHAPES);
const optimizer = adam({ beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });

function parameter(name: string): Value {
  return state(name, SHAPES[name] as Shape);
}

const parameters = Object.fromEntries(
  names.map((name) => [name, parameter(name)]),
);
const points = feed("points", [POINTS, 2]);
const hidden = relu(
  add(
    matMul(points, parameters["hidden.weight"] as Value),
    parameters["hidden.bias"] as Value,
  ),
);
const logits = add(
  matMul(hidden, parameters["output.weight"] as Value),
  parameters["output.bias"] as Value,
);
const loss = binaryCrossEntropy(logits, feed("labels", [POINTS, 1]));

const updates = minimize(
  loss,
  Object.values(parameters),
  optimizer,
  (parameter, slot) => `${slot}.${parameter}`,
);
const step = compile({ name: "step", fetches: {}, updates });
const evaluate = compile({ name: "evaluate", fetches: { logits } });

function initialState(): Tensors {
  const tensors: Tensors = new Map();
  names.forEach((name, index) => {
    const shape = SHAPES[name] as Shape;
    const size = sizeOf(shape);
    tensors.set(name, {
      shape,
      data: normals(1, "weights", index, size).map((z) => z / 2),
    });
    for (const slot of optimizer.slots) {
      tensors.set(`${slot}.${name}`, { shape, data: new Float32Array(size) });
    }
  });
  return tensors;
}

for (const engine of engines) {
  Deno.test(`a classifier of two moons learns on ${engine.device}`, async () => {
    const { points, labels } = moons();
    const accuracy = async () => {
      const { logits } = await engine.run(evaluate, { points });
      assert(logits !== undefined);
      const right = logits.filter((logit, index) =>
        (logit > 0) === (labels[index] === 1)
      );
      return right.length / POINTS;
    };
    await engine.setState(initialState());
    const before = await accuracy();
    assert(before < 0.9, `the accuracy before training is ${before}`);
    for (let count = 1; count <= STEPS; count++) {
      await engine.run(step, {
        ...optimizer.feeds(count, LEARNING_RATE),
        points,
        labels,
      });
    }
    const after = await accuracy();
    assert(after > 0.95, `the accuracy is ${after}`);
  });
}
