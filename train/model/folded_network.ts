import type { Precision } from "../../core/generator/generator_card.ts";
import { NotFiniteError, notFiniteTensor } from "../tensors/finite.ts";
import type { Tensor, Tensors } from "../tensors/tensor.ts";
import { constant, type Value } from "../graph/value.ts";
import { foldBatchNorm, foldEmbedding } from "./fold.ts";
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
   * @throws {NotFiniteError} If a tensor has values that are not finite.
   */
  constructor(readonly tensors: Tensors, readonly precision: Precision) {
    super();
    checkFinite(tensors);
  }

  /** Layer and normalisation in one, finite as long as the folding is. */
  protected override layer(name: string, axis: 0 | 1): LayerValues {
    const { weight, bias } = foldBatchNorm(this.tensors, name, axis);
    checkFinite(
      new Map([
        [`${name}.weight with its normalisation`, weight],
        [`${name}.bias with its normalisation`, bias],
      ]),
    );
    return {
      weight: this.#stored(weight, axis),
      bias: constant(bias.data, bias.shape),
    };
  }

  /** Embedding and normalisation in one; int8 has a scale for each class. */
  protected override table(name: string, layer?: string): Value {
    const table = foldEmbedding(this.tensors, name, layer);
    checkFinite(new Map([[`${name}.weight with its normalisation`, table]]));
    return this.#stored(table, 0);
  }

  #stored({ data, shape }: Tensor, axis: 0 | 1): Value {
    return constant(
      data,
      shape,
      this.precision === "int8"
        ? { format: "int8", axis }
        : { format: this.precision },
    );
  }

  /** The same: the layer before has done it. */
  override batchNorm(x: Value): Value {
    return x;
  }
}

function checkFinite(tensors: Tensors): void {
  const broken = notFiniteTensor(tensors);
  if (broken === undefined) return;
  throw new NotFiniteError(
    `the network cannot be frozen: its ${broken} has values that are not finite`,
  );
}
