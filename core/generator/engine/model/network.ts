/**
 * The generator in an ONNX file: a linear layer, to which a conditional one adds
 * an embedding, ReLU, transposed convolutions with ReLU between them, tanh.
 *
 * @module
 */

import { Constants, type Weight } from "./constants.ts";
import { type GraphNode, ModelError, readGraph } from "./graph.ts";
import { Walk } from "./walk.ts";

/** A layer: `[inputs, outputs, 4, 4]`, or linear. */
export interface Layer {
  /** Numbers or channels that go in. */
  readonly inputs: number;
  /** Numbers or channels that come out. */
  readonly outputs: number;
  /** What the inputs are multiplied with. */
  readonly weight: Weight;
  /** One for each output; zeros if the file has none. */
  readonly bias: Float32Array<ArrayBuffer>;
}

/** A generator. */
export interface Network {
  /** Length of the latent. */
  readonly latentSize: number;
  /** Rows of what the linear layer makes. */
  readonly height: number;
  /** Its columns. */
  readonly width: number;
  /**
   * The linear layer, `[outputs, inputs]` or, if it is not `transposed`,
   * `[inputs, outputs]`; its outputs are `[channels, height, width]`.
   */
  readonly linear: Layer & { readonly transposed: boolean };
  /**
   * What labels add to the linear layer's outputs: `[classes, outputs]`. A
   * generator that is not conditional has none.
   */
  readonly embedding?: { readonly classes: number; readonly weight: Weight };
  /** The transposed convolutions; the last one has three outputs. */
  readonly deconvs: readonly Layer[];
}

function checkBias(layer: string, bias: Float32Array, outputs: number): void {
  if (bias.length !== outputs) {
    throw new ModelError(
      `the bias of ${layer} has ${bias.length} numbers, not ${outputs}`,
    );
  }
}

/** What the attributes of a layer may be; undefined: left out. */
type Attributes = Readonly<Record<string, readonly (string | undefined)[]>>;

const LINEAR: Attributes = {
  transA: ["0", undefined],
  transB: ["0", "1", undefined],
  alpha: ["1", undefined],
  beta: ["1", undefined],
};
const EMBEDDING: Attributes = { ...LINEAR, transB: ["0", undefined] };
const DECONV: Attributes = {
  kernel_shape: ["4,4", undefined],
  strides: ["2,2"],
  pads: ["1,1,1,1"],
  dilations: ["1,1", undefined],
  group: ["1", undefined],
  output_padding: ["0,0", undefined],
};

/** Whether a node has no other attributes than the allowed ones. */
function fits(node: GraphNode, allowed: Attributes): boolean {
  const names = new Set([...node.attributes.keys(), ...Object.keys(allowed)]);
  return [...names].every((name) =>
    allowed[name]?.includes(node.attributes.get(name)?.join())
  );
}

function readLinear(walk: Walk, constants: Constants): Network["linear"] {
  const node = walk.take("Gemm", "MatMul");
  if (!fits(node, LINEAR)) {
    throw new ModelError(
      "its linear layer has factors, or takes the latent transposed",
    );
  }
  const transposed = node.attributes.get("transB")?.[0] === 1;
  const axis = transposed ? 0 : 1;
  const weight = constants.weight(node.inputs[1] ?? "", axis);
  const { shape } = weight;
  const [outputs = 0, inputs = 0] = transposed ? shape : [shape[1], shape[0]];
  if (shape.length !== 2 || inputs < 1 || outputs < 1) {
    throw new ModelError(`its linear layer has a weight of [${shape}]`);
  }
  if (inputs % 4 !== 0) {
    throw new ModelError(
      `it takes latents of ${inputs} numbers, not of a multiple of 4`,
    );
  }
  if (!transposed && weight.storage !== "float32") {
    throw new ModelError(
      `its linear layer is of ${weight.storage} and not transposed`,
    );
  }
  const biases = [node.inputs[2], walk.try("Add")?.inputs[1]];
  const bias = new Float32Array(outputs);
  for (const name of biases) {
    if (name === undefined) continue;
    const more = constants.floats(name);
    checkBias("its linear layer", more, outputs);
    more.forEach((value, index) => bias[index]! += value);
  }
  return { inputs, outputs, weight, bias, transposed };
}

/** What is added to the linear layer for a label, if it is conditional. */
function readEmbedding(
  walk: Walk,
  constants: Constants,
  outputs: number,
): Network["embedding"] {
  const sum = walk.try("Add");
  if (sum === undefined) return undefined;
  const node = constants.producer(sum.inputs[1] ?? "");
  const isProduct = node !== undefined &&
    ["Gemm", "MatMul"].includes(node.type) && node.inputs.length === 2 &&
    node.inputs[0] === "label" && fits(node, EMBEDDING);
  if (!isProduct) {
    throw new ModelError(
      `what is added to its linear layer is not "label" times a weight`,
    );
  }
  const weight = constants.weight(node.inputs[1] ?? "", 0);
  const [classes = 0, columns] = weight.shape;
  if (
    weight.shape.length !== 2 || classes < 1 || columns !== outputs ||
    outputs % 4 !== 0
  ) {
    throw new ModelError(
      `its embedding has a weight of [${weight.shape}], not of [classes, ${outputs}] with a multiple of 4`,
    );
  }
  return { classes, weight };
}

function readDeconv(node: GraphNode, constants: Constants): Layer {
  const weight = constants.weight(node.inputs[1] ?? "", 1);
  const [inputs = 0, outputs = 0, ...kernel] = weight.shape;
  const layer = `${node.type} to ${node.output}`;
  if (
    kernel.join() !== "4,4" || !fits(node, DECONV) || inputs < 1 || outputs < 1
  ) {
    throw new ModelError(
      `${layer} is not of kernel 4, stride 2, padding 1 without dilation and groups`,
    );
  }
  const name = node.inputs[2];
  const bias = name === undefined
    ? new Float32Array(outputs)
    : constants.floats(name);
  checkBias(layer, bias, outputs);
  return { inputs, outputs, weight, bias };
}

/**
 * Reads the generator in an ONNX file. Weights stay views of the file.
 *
 * @param model The file: `latent` `[N, L]`, and `label` `[N, classes]` of a
 * conditional one, → `images` `[N, 3, H, W]`.
 * @throws {ModelError} If it is not such a generator, or a tensor does not fit.
 */
export function readNetwork(model: Uint8Array<ArrayBuffer>): Network {
  const graph = readGraph(model);
  const constants = new Constants(graph);
  const walk = new Walk(graph);
  const linear = readLinear(walk, constants);
  const embedding = readEmbedding(walk, constants, linear.outputs);
  const shape = constants.integers(walk.take("Reshape").inputs[1] ?? "");
  const [, channels = 0, height = 0, width = 0] = shape;
  if (shape.length !== 4 || channels * height * width !== linear.outputs) {
    throw new ModelError(
      `its linear layer makes ${linear.outputs} numbers, which are not [${shape}]`,
    );
  }
  const deconvs: Layer[] = [];
  for (let inputs = channels; walk.try("Relu") !== undefined;) {
    const layer = readDeconv(walk.take("ConvTranspose"), constants);
    if (layer.inputs !== inputs) {
      throw new ModelError(
        `its ConvTranspose number ${
          deconvs.length + 1
        } takes ${layer.inputs} channels and is given ${inputs}`,
      );
    }
    deconvs.push(layer);
    inputs = layer.outputs;
  }
  walk.take("Tanh");
  if (walk.value !== "images" || deconvs.at(-1)?.outputs !== 3) {
    throw new ModelError(
      `it ends with ${
        deconvs.at(-1)?.outputs ?? "no"
      } channels in "${walk.value}", not with 3 in "images"`,
    );
  }
  return {
    latentSize: linear.inputs,
    ...{ height, width, linear, deconvs },
    ...embedding && { embedding },
  };
}
