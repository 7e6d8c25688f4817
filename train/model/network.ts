import { batchNorm, normalize } from "../graph/normalization.ts";
import { type Shape, state, type Value } from "../graph/value.ts";
import { BATCH_NORM, Layers, type LayerValues } from "./layers.ts";
import { isParameter, type TensorSpec } from "./tensors.ts";

/** Whether batch normalisation uses the batch's or the running statistics. */
export type Mode = "training" | "evaluation";

/**
 * A network whose tensors are state: one that is trained.
 *
 * A network can be applied several times in one computation: parameters are
 * the same values each time, and running statistics are handed on from one
 * application to the next.
 */
export class Network extends Layers {
  readonly #values: Map<string, Value>;
  readonly #parameters: readonly string[];
  readonly #statistics: readonly string[];

  /**
   * @param specs The network's tensors.
   * @param mode How its batch normalisations work.
   * @param rename Name of the state that stands for a tensor; its own by
   * default.
   */
  constructor(
    specs: readonly TensorSpec[],
    readonly mode: Mode,
    rename: (name: string) => string = (name) => name,
  ) {
    super();
    this.#values = new Map(
      specs.map(({ name, shape }) => [name, state(rename(name), shape)]),
    );
    const names = (wanted: boolean) =>
      specs.filter((spec) => isParameter(spec) === wanted)
        .map(({ name }) => name);
    this.#parameters = names(true);
    this.#statistics = names(false);
  }

  /** The current value of a tensor. */
  tensor(name: string): Value {
    const value = this.#values.get(name);
    if (value === undefined) throw new RangeError(`No tensor ${name}`);
    return value;
  }

  /** Parameters by name. */
  get parameters(): Map<string, Value> {
    return new Map(this.#parameters.map((name) => [name, this.tensor(name)]));
  }

  /** Running statistics by name, after the applications so far. */
  get runningStatistics(): Record<string, Value> {
    return Object.fromEntries(
      this.#statistics.map((name) => [name, this.tensor(name)]),
    );
  }

  /** Weight and bias of a layer, or of a normalisation. */
  protected override layer(name: string): LayerValues {
    return {
      weight: this.tensor(`${name}.weight`),
      bias: this.tensor(`${name}.bias`),
    };
  }

  /** The weight of an embedding. */
  protected override table(name: string): Value {
    return this.tensor(`${name}.weight`);
  }

  /** Batch normalisation; in training it moves the running statistics. */
  override batchNorm(x: Value, name: string): Value {
    const affine = this.layer(name);
    const statistics = {
      mean: this.tensor(`${name}.running_mean`),
      variance: this.tensor(`${name}.running_var`),
    };
    if (this.mode === "evaluation") {
      return normalize(x, affine, statistics, BATCH_NORM.epsilon);
    }
    const { output, running } = batchNorm(x, affine, statistics, BATCH_NORM);
    this.#values.set(`${name}.running_mean`, running.mean);
    this.#values.set(`${name}.running_var`, running.variance);
    return output;
  }
}

/** Name of an optimizer's slot for a parameter, such as G.optimizer.exp_avg.… */
export function slotName(parameter: string, slot: string): string {
  const [network, ...rest] = parameter.split(".");
  return `${network}.optimizer.${slot}.${rest.join(".")}`;
}

/** Names and shapes of all optimizer slots of a network's parameters. */
export function slotShapes(
  specs: readonly TensorSpec[],
  slots: readonly string[],
): Map<string, Shape> {
  return new Map(
    slots.flatMap((slot) =>
      specs.filter(isParameter).map((
        { name, shape },
      ) => [slotName(name, slot), shape] as const)
    ),
  );
}
