/**
 * The generator in an ONNX file: a linear layer, ReLU, transposed convolutions
 * with ReLU between them, tanh.
 *
 * @module
 */

import {
  checkFinite,
  type Graph,
  type GraphNode,
  ModelError,
  readGraph,
  type StoredTensor,
} from "./graph.ts";

/** A layer's weight as it is stored. */
export interface Weight extends StoredTensor {
  /** For int8: what to multiply with, for each output of the layer. */
  readonly scales?: Float32Array<ArrayBuffer>;
}

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
  /** The transposed convolutions; the last one has three outputs. */
  readonly deconvs: readonly Layer[];
}

/** Constants, also behind a node that makes float32 of them. */
class Constants {
  readonly #graph: Graph;
  readonly #producers: ReadonlyMap<string, GraphNode>;

  constructor(graph: Graph) {
    this.#graph = graph;
    this.#producers = new Map(graph.nodes.map((node) => [node.output, node]));
  }

  #get(name: string): StoredTensor {
    const tensor = this.#graph.constants.get(name);
    if (tensor === undefined) {
      throw new ModelError(`it has no constant ${name}`);
    }
    return tensor;
  }

  weight(name: string, outputAxis: number): Weight {
    const node = this.#producers.get(name);
    if (node === undefined) {
      const tensor = this.#get(name);
      if (tensor.storage !== "float32") throw notFloat(tensor);
      return tensor;
    }
    const tensor = this.#get(node.inputs[0] ?? "");
    if (node.type === "Cast" && tensor.storage === "float16") return tensor;
    if (node.type === "DequantizeLinear" && tensor.storage === "int8") {
      const scales = this.floats(node.inputs[1] ?? "");
      const axis = node.attributes.get("axis")?.[0] ?? 1;
      if (
        node.inputs.length === 2 && axis === outputAxis &&
        scales.length === tensor.shape[outputAxis]
      ) return { ...tensor, scales };
    }
    throw new ModelError(
      `its weight ${name} is not float32, float16 or int8 with a scale for each output`,
    );
  }

  floats(name: string): Float32Array<ArrayBuffer> {
    const tensor = this.#get(name);
    if (tensor.storage !== "float32") throw notFloat(tensor);
    // The bytes need not lie at a multiple of four.
    const values = new Float32Array(tensor.bytes.slice().buffer);
    checkFinite(name, values);
    return values;
  }

  integers(name: string): number[] {
    const tensor = this.#get(name);
    if (tensor.storage !== "int64") {
      throw new ModelError(`its constant ${name} is not of int64`);
    }
    return Array.from(
      new BigInt64Array(tensor.bytes.slice().buffer),
      Number,
    );
  }
}

function notFloat({ name, storage }: StoredTensor): ModelError {
  return new ModelError(
    `its constant ${name} is of ${storage} where float32 belongs`,
  );
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

/** Walks from the latent to the images, node after node. */
class Walk {
  readonly #consumers = new Map<string, GraphNode[]>();
  #value: string;

  constructor(graph: Graph) {
    for (const node of graph.nodes) {
      for (const input of node.inputs) {
        const nodes = this.#consumers.get(input);
        if (nodes === undefined) this.#consumers.set(input, [node]);
        else nodes.push(node);
      }
    }
    this.#value = "latent";
  }

  /** Where the walk stands. */
  get value(): string {
    return this.#value;
  }

  /** The next node if it is of the type. */
  try(...types: readonly string[]): GraphNode | undefined {
    const [node, other] = this.#consumers.get(this.#value) ?? [];
    if (node === undefined || !types.includes(node.type)) return undefined;
    if (other !== undefined) {
      throw new ModelError(
        `"${this.#value}" goes into ${node.type} and into ${other.type}`,
      );
    }
    this.#value = node.output;
    return node;
  }

  /** The next node, which must be of one of the types. */
  take(...types: readonly string[]): GraphNode {
    const found = this.#consumers.get(this.#value)?.[0]?.type ?? "nothing";
    const node = this.try(...types);
    if (node === undefined) {
      throw new ModelError(
        `"${this.#value}" goes into ${found} where ${
          types.join(" or ")
        } belongs`,
      );
    }
    return node;
  }
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
 * @param model The file: `latent` `[N, L]` → `images` `[N, 3, H, W]`.
 * @throws {ModelError} If it is not such a generator, or a tensor does not fit.
 */
export function readNetwork(model: Uint8Array<ArrayBuffer>): Network {
  const graph = readGraph(model);
  const constants = new Constants(graph);
  const walk = new Walk(graph);
  const linear = readLinear(walk, constants);
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
  return { latentSize: linear.inputs, height, width, linear, deconvs };
}
