import { add } from "../graph/operations/arithmetic.ts";
import { conv2d, convTranspose2d } from "../graph/operations/convolution.ts";
import { matMul } from "../graph/operations/matrix.ts";
import type { Value } from "../graph/value.ts";

/** PyTorch's defaults for `BatchNorm2d`, which the reference keeps. */
export const BATCH_NORM = { momentum: 0.1, epsilon: 1e-5 };
/** Every convolution of a DCGAN: it halves, or doubles, height and width. */
const GEOMETRY = { stride: 2, padding: 1 };

/** The numbers of a layer. */
export interface LayerValues {
  /** Weight in PyTorch's order of axes. */
  readonly weight: Value;
  /** One number for each output. */
  readonly bias: Value;
}

/** The layers that both networks are made of, by name. */
export abstract class Layers {
  /**
   * The numbers of a layer.
   *
   * @param name Name of the layer, for instance `G.deconv1`.
   * @param axis Axis of the weight that counts its outputs.
   */
  protected abstract layer(name: string, axis: 0 | 1): LayerValues;

  /**
   * The numbers of an embedding, `[classes, outputs]`.
   *
   * @param name Name of the embedding, for instance `G.embedding`.
   * @param layer Name of the layer whose outputs it is added to, if it is.
   */
  protected abstract table(name: string, layer?: string): Value;

  /** Batch normalisation of `[N, C, H, W]`, by its name. */
  abstract batchNorm(x: Value, name: string): Value;

  /** Fully connected layer: `[N, inputs]` → `[N, outputs]`. */
  linear(x: Value, name: string): Value {
    const { weight, bias } = this.layer(name, 0);
    return add(matMul(x, weight, { transposeB: true }), bias);
  }

  /**
   * Embedding of labels: `[N, classes]` → `[N, outputs]`. With one-hot labels
   * it is the row of the class.
   */
  embedding(label: Value, name: string, layer?: string): Value {
    return matMul(label, this.table(name, layer));
  }

  /** Convolution: `[N, I, H, W]` → `[N, O, H/2, W/2]`. */
  conv(x: Value, name: string): Value {
    const { weight, bias } = this.layer(name, 0);
    return conv2d(x, weight, { ...GEOMETRY, bias });
  }

  /** Transposed convolution: `[N, I, H, W]` → `[N, O, 2H, 2W]`. */
  deconv(x: Value, name: string): Value {
    const { weight, bias } = this.layer(name, 1);
    return convTranspose2d(x, weight, { ...GEOMETRY, bias });
  }
}
