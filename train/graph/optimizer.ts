/**
 * Optimizers as fragments of a recorded computation.
 *
 * Numbers that change from step to step (a learning rate, Adam's bias
 * corrections) are feeds: the host computes them in double precision.
 *
 * @module
 */

import { gradients } from "./gradients.ts";
import { squareRoot } from "./operations/activation.ts";
import { add, divide, multiply, subtract } from "./operations/arithmetic.ts";
import { feed, state, type Value } from "./value.ts";

/** An optimizer: how one step moves a parameter. */
export interface Optimizer {
  /**
   * What is kept for every parameter, of its shape, zero at the start: names as
   * in PyTorch's optimizer states.
   */
  readonly slots: readonly string[];

  /**
   * Records the update of one parameter.
   *
   * @param parameter The parameter.
   * @param gradient Its gradient.
   * @param slots What is kept for it, in the order of {@linkcode slots}.
   * @returns The new parameter and the new slots.
   */
  update(
    parameter: Value,
    gradient: Value,
    slots: readonly Value[],
  ): { parameter: Value; slots: Value[] };

  /**
   * The feeds of one step: scalars, by name.
   *
   * @param step Number of this update, from 1.
   * @param learningRate Learning rate of this update.
   */
  feeds(step: number, learningRate: number): Record<string, Float32Array>;
}

/** Settings of {@linkcode adam}. */
export interface AdamOptions {
  /** Decay of the first moment; DCGAN uses 0.5. */
  readonly beta1: number;
  /** Decay of the second moment. */
  readonly beta2: number;
  /** Added to the root of the second moment. */
  readonly epsilon: number;
}

/**
 * Adam (Kingma and Ba, 2015), in the order of operations of PyTorch's.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { adam } from "@edge-dcgan/edge-dcgan";
 *
 * const optimizer = adam({ beta1: 0.5, beta2: 0.999, epsilon: 1e-8 });
 * assertEquals(optimizer.slots, ["exp_avg", "exp_avg_sq"]);
 * assertEquals(optimizer.feeds(1, 2e-3)["step_size"], Float32Array.of(4e-3));
 * ```
 */
export function adam({ beta1, beta2, epsilon }: AdamOptions): Optimizer {
  const stepSize = feed("step_size", []);
  const correction = feed("second_moment_correction", []);
  return {
    slots: ["exp_avg", "exp_avg_sq"],
    update(parameter, gradient, [first, second]) {
      if (first === undefined || second === undefined) {
        throw new RangeError("Cannot apply Adam: it keeps two moments");
      }
      const average = add(
        multiply(first, beta1),
        multiply(gradient, 1 - beta1),
      );
      const squares = add(
        multiply(second, beta2),
        multiply(multiply(gradient, gradient), 1 - beta2),
      );
      const deviation = add(divide(squareRoot(squares), correction), epsilon);
      return {
        parameter: subtract(
          parameter,
          multiply(divide(average, deviation), stepSize),
        ),
        slots: [average, squares],
      };
    },
    feeds: (step, learningRate) => ({
      step_size: Float32Array.of(learningRate / (1 - beta1 ** step)),
      second_moment_correction: Float32Array.of(Math.sqrt(1 - beta2 ** step)),
    }),
  };
}

/**
 * Stochastic gradient descent with Nesterov momentum, as PyTorch's `SGD` with
 * `nesterov=True`.
 *
 * @param options `momentum`: decay of the momentum buffer.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { nesterov } from "@edge-dcgan/edge-dcgan";
 *
 * assertEquals(nesterov({ momentum: 0.5 }).slots, ["momentum_buffer"]);
 * ```
 */
export function nesterov({ momentum }: { momentum: number }): Optimizer {
  const stepSize = feed("step_size", []);
  return {
    slots: ["momentum_buffer"],
    update(parameter, gradient, [buffer]) {
      if (buffer === undefined) {
        throw new RangeError("Cannot apply SGD: it keeps a momentum buffer");
      }
      const next = add(multiply(buffer, momentum), gradient);
      const lookAhead = add(gradient, multiply(next, momentum));
      return {
        parameter: subtract(parameter, multiply(lookAhead, stepSize)),
        slots: [next],
      };
    },
    feeds: (_step, learningRate) => ({
      step_size: Float32Array.of(learningRate),
    }),
  };
}

/**
 * Adds weight decay to an optimizer as PyTorch's `Adam` and `SGD` have it: an L2
 * penalty, whose gradient joins that of the loss.
 *
 * @param optimizer The optimizer.
 * @param decay Factor of the parameter in its gradient; 0 changes nothing.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { nesterov, withWeightDecay } from "@edge-dcgan/edge-dcgan";
 *
 * const sgd = nesterov({ momentum: 0.5 });
 * assertEquals(withWeightDecay(sgd, 1e-4).slots, sgd.slots);
 * ```
 */
export function withWeightDecay(
  optimizer: Optimizer,
  decay: number,
): Optimizer {
  if (decay === 0) return optimizer;
  return {
    ...optimizer,
    update: (parameter, gradient, slots) =>
      optimizer.update(
        parameter,
        add(gradient, multiply(parameter, decay)),
        slots,
      ),
  };
}

/**
 * Records a step of training: what parameters, and what the optimizer keeps for
 * them, become.
 *
 * @param loss What is to become less, of one element.
 * @param parameters The state that is trained.
 * @param optimizer How a step moves a parameter.
 * @param slotName Names what the optimizer keeps for a parameter;
 * `weight.exp_avg` by default.
 * @returns New values by the names of their states, for `updates` of
 * {@linkcode compile}; slots are zero before the first step.
 * @throws {RangeError} If a parameter is no state, or the loss does not depend
 * on it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { mean, minimize, multiply, nesterov, state } from "@edge-dcgan/edge-dcgan";
 *
 * const weight = state("weight", [3, 4]);
 * const loss = mean(multiply(weight, weight));
 * const updates = minimize(loss, [weight], nesterov({ momentum: 0.5 }));
 * assertEquals(Object.keys(updates), ["weight", "weight.momentum_buffer"]);
 * ```
 */
export function minimize(
  loss: Value,
  parameters: readonly Value[],
  optimizer: Optimizer,
  slotName: (parameter: string, slot: string) => string = (parameter, slot) =>
    `${parameter}.${slot}`,
): Record<string, Value> {
  const flows = gradients(loss, parameters);
  const updates: Record<string, Value> = {};
  parameters.forEach((parameter, index) => {
    if (!("leaf" in parameter) || parameter.leaf.kind !== "state") {
      throw new RangeError(`Cannot train value ${index}: it is no state`);
    }
    const { name } = parameter.leaf;
    const slots = optimizer.slots.map((slot) => slotName(name, slot));
    const next = optimizer.update(
      parameter,
      flows[index] as Value,
      slots.map((slot) => state(slot, parameter.shape)),
    );
    updates[name] = next.parameter;
    slots.forEach((slot, at) => updates[slot] = next.slots[at] as Value);
  });
  return updates;
}
