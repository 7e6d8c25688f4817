import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { assertEquals, assertThrows } from "@std/assert";
import {
  AttributeProtoSchema,
  type GraphProto,
  ModelProtoSchema,
  NodeProtoSchema,
} from "onnx-buf";
import { randomTensors } from "../../../../../bench/frozen_tensors.ts";
import type { Precision } from "../../../../../core/generator/generator_card.ts";
import { ModelError } from "../../../../../core/generator/engine/model/graph.ts";
import { readNetwork } from "../../../../../core/generator/engine/model/network.ts";
import { freezeGenerator } from "../../../../../train/model/frozen_networks.ts";

const ARCHITECTURE = { d: 2, height: 32, width: 48 };

function frozen(
  change?: (graph: GraphProto) => void,
  precision: Precision = "float16",
) {
  const { model } = freezeGenerator(
    randomTensors(ARCHITECTURE),
    ARCHITECTURE,
    precision,
  );
  const message = fromBinary(ModelProtoSchema, model);
  if (message.graph !== undefined) change?.(message.graph);
  return new Uint8Array(toBinary(ModelProtoSchema, message));
}

function node(graph: GraphProto, type: string) {
  const found = graph.node.find(({ opType }) => opType === type);
  if (found === undefined) throw new Error(`No ${type}`);
  return found;
}

Deno.test("readNetwork() finds the layers", () => {
  const { latentSize, height, width, linear, deconvs } = readNetwork(frozen());
  assertEquals([latentSize, height, width], [100, 2, 3]);
  assertEquals([linear.inputs, linear.outputs], [100, 96]);
  assertEquals(
    deconvs.map(({ inputs, outputs }) => [inputs, outputs]),
    [[16, 8], [8, 4], [4, 2], [2, 3]],
  );
});

const WRONG: [string, (graph: GraphProto) => void, string][] = [
  ["has another activation", (graph) => {
    node(graph, "Relu").opType = "LeakyRelu";
  }, "goes into LeakyRelu where Tanh belongs"],
  ["ends with another activation", (graph) => {
    node(graph, "Tanh").opType = "Sigmoid";
  }, "goes into Sigmoid where Tanh belongs"],
  ["has another output", (graph) => {
    node(graph, "Tanh").output = ["pictures"];
  }, `it ends with 3 channels in "pictures", not with 3 in "images"`],
  ["has another input", (graph) => {
    node(graph, "Gemm").input[0] = "noise";
  }, `"latent" goes into nothing where Gemm or MatMul belongs`],
  ["has another stride", (graph) => {
    const strides = node(graph, "ConvTranspose").attribute.find(({ name }) =>
      name === "strides"
    );
    if (strides !== undefined) strides.ints = [1n, 1n];
  }, "is not of kernel 4, stride 2, padding 1"],
  ["has groups", (graph) => {
    node(graph, "ConvTranspose").attribute.push(
      create(AttributeProtoSchema, { name: "group", i: 2n }),
    );
  }, "is not of kernel 4, stride 2, padding 1"],
  ["has a padding of the output", (graph) => {
    node(graph, "ConvTranspose").attribute.push(
      create(AttributeProtoSchema, { name: "output_padding", ints: [1n, 1n] }),
    );
  }, "is not of kernel 4, stride 2, padding 1"],
  ["has a factor in its linear layer", (graph) => {
    node(graph, "Gemm").attribute.push(
      create(AttributeProtoSchema, { name: "alpha", f: 2 }),
    );
  }, "its linear layer has factors, or takes the latent transposed"],
  ["has a branch", (graph) => {
    const relu = node(graph, "Relu");
    graph.node.push(
      create(NodeProtoSchema, {
        opType: "Add",
        input: [relu.output[0] ?? "", relu.output[0] ?? ""],
        output: ["more"],
      }),
    );
  }, "goes into ConvTranspose and into Add"],
  ["has another shape of its output", (graph) => {
    node(graph, "ConvTranspose").attribute.push(
      create(AttributeProtoSchema, { name: "output_shape", ints: [9n, 9n] }),
    );
  }, "is not of kernel 4, stride 2, padding 1"],
  ["lacks a constant", (graph) => {
    graph.initializer.shift();
  }, "it has no constant constant_0"],
  ["has a tensor of another type", (graph) => {
    graph.initializer.forEach((tensor) => tensor.dataType = 11);
  }, "is not of float32, float16 or int8"],
  ["has an infinite half", (graph) => {
    const weight = graph.initializer.find(({ dataType }) => dataType === 10);
    weight?.rawData.set([0x00, 0x7c], 4);
  }, "has a number that is infinite or no number"],
  ["has a float that is no number", (graph) => {
    const bias = graph.initializer.find(({ dataType }) => dataType === 1);
    bias?.rawData.set([0x00, 0x00, 0xc0, 0xff], 0);
  }, "has a number that is infinite or no number"],
  ["does not transpose a weight of halves", (graph) => {
    const transposed = node(graph, "Gemm").attribute.find(({ name }) =>
      name === "transB"
    );
    if (transposed !== undefined) transposed.i = 0n;
  }, "its linear layer is of float16 and not transposed"],
  ["has a tensor with too few bytes", (graph) => {
    for (const tensor of graph.initializer.slice(0, 1)) {
      tensor.rawData = tensor.rawData.slice(2);
    }
  }, "bytes of data, not"],
  ["has a bias of another length", (graph) => {
    const name = node(graph, "ConvTranspose").input[2];
    for (const tensor of graph.initializer) {
      if (tensor.name !== name) continue;
      tensor.dims = [1n];
      tensor.rawData = tensor.rawData.slice(0, 4);
    }
  }, "has 1 numbers, not 8"],
  ["has a layer too much", (graph) => {
    const last = node(graph, "Tanh");
    const first = node(graph, "ConvTranspose");
    graph.node.push(
      create(NodeProtoSchema, {
        opType: "Relu",
        input: [last.input[0] ?? ""],
        output: ["more"],
      }),
      create(NodeProtoSchema, {
        ...first,
        input: ["more", ...first.input.slice(1)],
        output: ["images"],
      }),
    );
    graph.node = graph.node.filter((node) => node !== last);
  }, "its ConvTranspose number 5 takes 16 channels and is given 3"],
];

/** A model with classes. */
function conditional(change?: (graph: GraphProto) => void) {
  const classes = ["a", "b", "c"].map((name) => ({ name }));
  const architecture = { ...ARCHITECTURE, classes };
  const tensors = randomTensors(architecture);
  const { model } = freezeGenerator(tensors, architecture, "float16");
  const message = fromBinary(ModelProtoSchema, model);
  if (message.graph !== undefined) change?.(message.graph);
  return new Uint8Array(toBinary(ModelProtoSchema, message));
}

/** The product of labels and embedding. */
function embedding(graph: GraphProto) {
  const found = graph.node.find(({ input }) => input[0] === "label");
  if (found === undefined) throw new Error("No embedding");
  return found;
}

Deno.test("readNetwork() finds the embedding of labels", () => {
  const { linear, embedding } = readNetwork(conditional());
  assertEquals(embedding?.classes, 3);
  assertEquals(embedding?.weight.shape, [3, linear.outputs]);
  assertEquals(readNetwork(frozen()).embedding, undefined);
});

Deno.test("readNetwork() throws when what is added is no embedding of labels", () => {
  for (
    const change of [
      (graph: GraphProto) => void (embedding(graph).input[0] = "other"),
      (graph: GraphProto) => void (embedding(graph).opType = "Mul"),
      (graph: GraphProto) => void (embedding(graph).input.push("bias")),
    ]
  ) {
    assertThrows(
      () => readNetwork(conditional(change)),
      ModelError,
      'what is added to its linear layer is not "label" times a weight',
    );
  }
});

for (const [problem, change, message] of WRONG) {
  Deno.test(`readNetwork() throws when the model ${problem}`, () => {
    assertThrows(() => readNetwork(frozen(change)), ModelError, message);
  });
}

Deno.test("readNetwork() throws when a weight is infinite with its scale", () => {
  const change = (graph: GraphProto) => {
    const scale = node(graph, "DequantizeLinear").input[1];
    const tensor = graph.initializer.find(({ name }) => name === scale);
    // 2^126: a number, but not 128 times as much.
    tensor?.rawData.set([0x00, 0x00, 0x80, 0x7e], 0);
  };
  assertThrows(
    () => readNetwork(frozen(change, "int8")),
    ModelError,
    "has a number that is infinite or no number",
  );
});
