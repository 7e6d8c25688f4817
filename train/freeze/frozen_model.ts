import type { Precision } from "../../core/generator/generator_card.ts";
import { LATENT_SIZE } from "../../core/noise/latent.ts";
import type { Tensor, Tensors } from "../tensors/tensor.ts";
import { relu, tanh } from "../graph/operations/activation.ts";
import { add } from "../graph/operations/arithmetic.ts";
import { convTranspose2d } from "../graph/operations/convolution.ts";
import { reshape } from "../graph/operations/layout.ts";
import { matMul } from "../graph/operations/matrix.ts";
import { compile } from "../graph/program.ts";
import { constant, feed, type Value } from "../graph/value.ts";
import type { Architecture } from "../model/architecture.ts";
import { NotFiniteError, notFiniteTensor } from "../tensors/finite.ts";
import { foldBatchNorm } from "./fold.ts";

/** A frozen generator's model. */
export interface FrozenModel {
  /** ONNX: `latent` `[N, 100]` → `images` `[N, 3, H, W]` in [-1, 1]. */
  readonly model: Uint8Array<ArrayBuffer>;
  /** Number of weights and biases in it. */
  readonly parameters: number;
}

/** A layer's weight, with a scale for each channel it makes where it has one. */
function toConstant(
  { data, shape }: Tensor,
  precision: Precision,
  axis: number,
): Value {
  return constant(
    data,
    shape,
    precision === "int8" ? { format: "int8", axis } : { format: precision },
  );
}

/**
 * Turns a generator's state dict into an ONNX model of its own: evaluation
 * mode, weights inside, batch normalisations folded into the layers before
 * them, any batch size.
 *
 * @param tensors State dict with `G.*` tensors.
 * @param architecture Size of the networks.
 * @param precision How the weights are stored, float32 by default; biases, of
 * which there are few, always are float32.
 * @throws {RangeError} If a tensor is missing, or a weight is too large for its
 * precision.
 * @throws {NotFiniteError} If a tensor, or what folding makes of it, has values
 * that are not finite.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { freezeGenerator } from "edge-dcgan/train/freeze/frozen_model.ts";
 * import { generatorTensors, initialTensors } from "edge-dcgan/train/model/tensors.ts";
 *
 * const architecture = { d: 4, height: 32, width: 32 };
 * const tensors = initialTensors(generatorTensors(architecture), "paper", 0);
 * assert(freezeGenerator(tensors, architecture).model.length > 0);
 * ```
 */
export function freezeGenerator(
  tensors: Tensors,
  { d, height, width }: Architecture,
  precision: Precision = "float32",
): FrozenModel {
  const pixels = (height / 16) * (width / 16);
  const folded = [
    foldBatchNorm(
      tensors,
      "G.linear",
      (index) => Math.floor(index / (LATENT_SIZE * pixels)),
    ),
    ...[4 * d, 2 * d, d, 3].map((outputs, index) =>
      // The weight is [I, O, 4, 4].
      foldBatchNorm(
        tensors,
        `G.deconv${index + 1}`,
        (element) => Math.floor(element / 16) % outputs,
      )
    ),
  ];
  checkFinite(tensors);
  checkFinite(
    new Map(folded.flatMap(({ weight, bias }, index) => {
      const layer = index === 0 ? "G.linear" : `G.deconv${index}`;
      return [
        [`${layer}.weight with its normalisation`, weight],
        [`${layer}.bias with its normalisation`, bias],
      ] as const;
    })),
  );
  const [linear, ...deconvs] = folded.map(({ weight, bias }, layer) => ({
    // The linear layer's weight is [O, I], the others' [I, O, 4, 4].
    weight: toConstant(weight, precision, layer === 0 ? 0 : 1),
    bias: constant(bias.data, bias.shape),
  }));
  if (linear === undefined) throw new RangeError("No linear layer");

  const latent = feed("latent", [1, LATENT_SIZE]);
  let x = add(
    matMul(latent, linear.weight, { transposeB: true }),
    linear.bias,
  );
  x = reshape(x, [1, 8 * d, height / 16, width / 16]);
  for (const { weight, bias } of deconvs) {
    x = convTranspose2d(relu(x), weight, { bias, stride: 2, padding: 1 });
  }
  const { model } = compile({
    name: "generator",
    fetches: { images: tanh(x) },
    anyBatch: true,
  });
  const parameters = folded.reduce(
    (sum, { weight, bias }) => sum + weight.data.length + bias.data.length,
    0,
  );
  return { model, parameters };
}

function checkFinite(tensors: Tensors): void {
  const broken = notFiniteTensor(tensors);
  if (broken === undefined) return;
  throw new NotFiniteError(
    `the generator cannot be frozen: its ${broken} has values that are not finite`,
  );
}
