import type { Precision } from "../../core/generator/generator_card.ts";
import type { Tensors } from "../tensors/tensor.ts";
import { constant, type Value } from "../graph/value.ts";
import { foldBatchNorm } from "./fold.ts";
import { Layers, type LayerValues } from "./layers.ts";

/**
 * A network at evaluation as constants: every batch normalisation is folded
 * into the layer before it, so that none is left to compute.
 */
export class FoldedNetwork extends Layers {
  /**
   * @param tensors State dict of the network, `G.*` or `D.*`.
   * @param precision How the weights are stored; biases, of which there are
   * few, always are float32.
   */
  constructor(readonly tensors: Tensors, readonly precision: Precision) {
    super();
  }

  /** Layer and normalisation in one. */
  protected override layer(name: string, axis: 0 | 1): LayerValues {
    const { weight, bias } = foldBatchNorm(this.tensors, name, axis);
    return {
      weight: constant(
        weight.data,
        weight.shape,
        this.precision === "int8"
          ? { format: "int8", axis }
          : { format: this.precision },
      ),
      bias: constant(bias.data, bias.shape),
    };
  }

  /** The same: the layer before has done it. */
  override batchNorm(x: Value): Value {
    return x;
  }
}
