import type { Weight } from "../../core/generator/engine/model/constants.ts";
import { readNetwork } from "../../core/generator/engine/model/network.ts";
import type { Architecture } from "../model/architecture.ts";
import { tensorOfShape } from "../model/tensor_of_shape.ts";
import { generatorTensors } from "../model/tensors.ts";
import { sizeOf } from "../graph/value.ts";
import type { Tensor, Tensors } from "../tensors/tensor.ts";

/** A stored weight as float32; `axis` counts the outputs of its layer. */
function widened(
  { shape, storage, bytes, scales }: Weight,
  axis: 0 | 1,
): Tensor {
  // The bytes need not lie at a multiple of their size.
  const { buffer } = bytes.slice();
  if (storage === "float32") return { shape, data: new Float32Array(buffer) };
  if (storage === "float16") {
    return { shape, data: Float32Array.from(new Float16Array(buffer)) };
  }
  const step = sizeOf(shape.slice(axis + 1));
  const outputs = shape[axis] as number;
  return {
    shape,
    data: Float32Array.from(
      new Int8Array(buffer),
      (value, element) =>
        value * (scales?.[Math.floor(element / step) % outputs] ?? NaN),
    ),
  };
}

/** A matrix with its rows as columns. */
function transposed({ shape, data }: Tensor): Tensor {
  const [rows = 0, columns = 0] = shape;
  return {
    shape: [columns, rows],
    data: data.map((_, element) =>
      data[(element % rows) * columns + Math.floor(element / rows)] as number
    ),
  };
}

/**
 * The tensors of a frozen generator, however they are stored: a state dict
 * without normalisations, which are folded into the layers.
 *
 * @param model Its ONNX file.
 * @param architecture Size of the network.
 * @param file What messages call it.
 * @returns `G.*` tensors, float32.
 * @throws {ModelError} If it is no generator.
 * @throws {UserError} If it is one of another architecture.
 */
export function frozenTensors(
  model: Uint8Array<ArrayBuffer>,
  architecture: Architecture,
  file: string,
): Tensors {
  const { linear, embedding, deconvs } = readNetwork(model);
  const tensors: Tensors = new Map([
    [
      "G.linear.weight",
      // Generators of the first versions have it the other way round.
      linear.transposed
        ? widened(linear.weight, 0)
        : transposed(widened(linear.weight, 1)),
    ],
    ["G.linear.bias", { shape: [linear.outputs], data: linear.bias }],
    ...deconvs.flatMap(({ weight, bias, outputs }, index) => {
      const name = `G.deconv${index + 1}`;
      return [
        [`${name}.weight`, widened(weight, 1)],
        [`${name}.bias`, { shape: [outputs], data: bias }],
      ] as const;
    }),
    ...embedding === undefined
      ? []
      : [["G.embedding.weight", widened(embedding.weight, 0)] as const],
  ]);
  return new Map(
    generatorTensors(architecture)
      .filter(({ role }) => role === "weight" || role === "bias")
      .map(({ name, shape }) => [
        name,
        tensorOfShape(
          tensors.get(name),
          shape,
          `${file}: ${name}`,
          "its card says",
        ),
      ]),
  );
}
