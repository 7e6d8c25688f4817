/**
 * From a frozen generator back to one that can be trained.
 *
 * Freezing folds every batch normalisation into the layer before it, and what
 * was folded cannot be told apart again. So weights and biases stay as they
 * are, and behind each layer comes a normalisation that changes nothing: its
 * scale and shift are the deviation and the mean of what the layer makes.
 *
 * @module
 */

import { LATENT_SIZE } from "../../core/noise/latent.ts";
import { multiply, subtract } from "../graph/operations/arithmetic.ts";
import { mean } from "../graph/operations/mean.ts";
import { compile, type Program } from "../graph/program.ts";
import { feed, state, type Value } from "../graph/value.ts";
import type { Tensor, Tensors } from "../tensors/tensor.ts";
import type { Architecture } from "./architecture.ts";
import { generator } from "./generator.ts";
import { labelFeed } from "./label_feed.ts";
import { BATCH_NORM, Layers, type LayerValues } from "./layers.ts";
import { generatorTensors, type TensorSpec } from "./tensors.ts";

/** A folded network that keeps what goes into its normalisations. */
class MeasuredNetwork extends Layers {
  readonly inputs = new Map<string, Value>();
  readonly #tensors: ReadonlyMap<string, Value>;

  constructor(specs: readonly TensorSpec[]) {
    super();
    this.#tensors = new Map(
      specs.map(({ name, shape }) => [name, state(name, shape)]),
    );
  }

  protected override layer(name: string): LayerValues {
    return {
      weight: this.#tensors.get(`${name}.weight`)!,
      bias: this.#tensors.get(`${name}.bias`)!,
    };
  }

  protected override table(name: string): Value {
    return this.#tensors.get(`${name}.weight`)!;
  }

  override batchNorm(x: Value, name: string): Value {
    this.inputs.set(name, x);
    return x;
  }
}

/**
 * Compiles what measures the layers of a folded generator, whose tensors are
 * its state.
 *
 * @param architecture Size of the network.
 * @param batch Latents to measure with.
 * @returns `latent` `[batch, 100]`, and `label` `[batch, classes]` of a
 * conditional one, → the `running_mean` and `running_var` of
 * every normalisation, by their names in the generator.
 */
export function measuringProgram(
  architecture: Architecture,
  batch: number,
): Program {
  const network = new MeasuredNetwork(generatorTensors(architecture));
  const latent = feed("latent", [batch, LATENT_SIZE]);
  const label = labelFeed("label", batch, architecture);
  generator(network, latent, architecture, label);
  const fetches: Record<string, Value> = {};
  for (const [name, x] of network.inputs) {
    const axes = [0, 2, 3];
    const center = mean(x, axes);
    const centered = subtract(x, center);
    fetches[`${name}.running_mean`] = center;
    fetches[`${name}.running_var`] = mean(multiply(centered, centered), axes);
  }
  return compile({ name: "statistics", fetches });
}

/**
 * A generator in the form in which it is trained, from its folded form. At
 * evaluation both paint the same, but for rounding.
 *
 * @param folded Its weights and biases.
 * @param statistics What the {@linkcode measuringProgram} fetches.
 * @param architecture Size of the network.
 * @returns State dict with all `G.*` tensors.
 */
export function unfoldGenerator(
  folded: Tensors,
  statistics: Readonly<Record<string, Float32Array>>,
  architecture: Architecture,
): Tensors {
  const tensor = ({ name, shape, role }: TensorSpec): Tensor => {
    const measured = (suffix: string) =>
      new Float32Array(statistics[name.replace(/[^.]*$/, suffix)]!);
    switch (role) {
      case "weight":
      case "bias":
        return folded.get(name)!;
      case "runningMean":
      case "batchNormBias":
        return { shape, data: measured("running_mean") };
      case "runningVariance":
        return { shape, data: measured("running_var") };
      case "batchNormWeight":
        return {
          shape,
          data: measured("running_var").map((variance) =>
            Math.sqrt(variance + BATCH_NORM.epsilon)
          ),
        };
    }
  };
  return new Map(
    generatorTensors(architecture).map((spec) => [spec.name, tensor(spec)]),
  );
}
