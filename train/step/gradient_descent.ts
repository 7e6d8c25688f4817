import type { Arrays, Engine } from "../engine/engine.ts";
import type { Optimizer } from "../graph/optimizer.ts";
import type { Program } from "../graph/program.ts";
import { sizeOf } from "../graph/value.ts";
import type { Tensors } from "../tensors/tensor.ts";

/**
 * Gradient descent by a program whose updates are those of `minimize`: it gives
 * the program its state and, at every step, what the optimizer needs.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import {
 *   compile,
 *   GradientDescent,
 *   mean,
 *   minimize,
 *   multiply,
 *   nesterov,
 *   openEngine,
 *   state,
 * } from "@edge-dcgan/edge-dcgan";
 *
 * const x = state("x", [2]);
 * const loss = mean(multiply(x, x));
 * const optimizer = nesterov({ momentum: 0.5 });
 * const updates = minimize(loss, [x], optimizer);
 * const program = compile({ name: "step", fetches: { loss }, updates });
 *
 * const engine = await openEngine("wasm", [program]);
 * const descent = new GradientDescent(engine, program, optimizer);
 * await descent.start(
 *   new Map([["x", { shape: [2], data: Float32Array.of(3, -1) }]]),
 * );
 * const { loss: first = [] } = await descent.step({}, 0.1);
 * const { loss: second = [] } = await descent.step({}, 0.1);
 * assert(second[0]! < first[0]!);
 * await engine.release();
 * ```
 */
export class GradientDescent {
  readonly #engine: Engine;
  readonly #program: Program;
  readonly #optimizer: Optimizer;
  #step = 0;

  /**
   * Begins at step 0.
   *
   * @param engine Where the program runs, and its state is.
   * @param program What is computed in a step.
   * @param optimizer The one of its updates.
   */
  constructor(engine: Engine, program: Program, optimizer: Optimizer) {
    this.#engine = engine;
    this.#program = program;
    this.#optimizer = optimizer;
  }

  /**
   * Starts anew.
   *
   * @param tensors First values of the program's state by name; what is left
   * out, as what the optimizer keeps, is 0.
   */
  async start(tensors: Tensors): Promise<void> {
    const zeros = Object.entries(this.#program.state).map(([name, shape]) => {
      const data = new Float32Array(sizeOf(shape));
      return [name, { shape, data }] as const;
    });
    await this.#engine.setState(new Map([...zeros, ...tensors]));
    this.#step = 0;
  }

  /**
   * Takes a step.
   *
   * @param feeds The program's feeds but those of the optimizer.
   * @param learningRate Learning rate of this step.
   * @returns What the program fetches.
   */
  step(
    feeds: Arrays,
    learningRate: number,
  ): Promise<Record<string, Float32Array>> {
    this.#step++;
    return this.#engine.run(this.#program, {
      ...feeds,
      ...this.#optimizer.feeds(this.#step, learningRate),
    });
  }
}
