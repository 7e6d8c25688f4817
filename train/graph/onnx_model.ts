/**
 * Encoding of recorded values as an ONNX model.
 *
 * @module
 */

import { create, toBinary } from "@bufbuild/protobuf";
import {
  GraphProtoSchema,
  ModelProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  OperatorSetIdProtoSchema,
  TensorProto_DataType,
  TensorShapeProto_DimensionSchema,
  TensorShapeProtoSchema,
  TypeProto_TensorSchema,
  TypeProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from "onnx-buf";
import { ModelWriter } from "./model_writer.ts";
import type { Shape, Value } from "./value.ts";

/** Version of the ONNX operator set that models are written in. */
export const OPSET = 17;
/** That of models for onnxruntime's native build; it has Col2Im. */
const NATIVE_OPSET = 18;
/** Version of the ONNX file format that belongs to both. */
const IR_VERSION = 8n;
/** Symbolic name of a batch dimension that is left open. */
const BATCH = "N";

/** Declares an input or output; `anyBatch` leaves its first dimension open. */
function describe(
  name: string,
  shape: Shape,
  anyBatch: boolean,
): ValueInfoProto {
  const dim = shape.map((size, axis) =>
    create(TensorShapeProto_DimensionSchema, {
      value: anyBatch && axis === 0
        ? { case: "dimParam", value: BATCH }
        : { case: "dimValue", value: BigInt(size) },
    })
  );
  return create(ValueInfoProtoSchema, {
    name,
    type: create(TypeProtoSchema, {
      value: {
        case: "tensorType",
        value: create(TypeProto_TensorSchema, {
          elemType: TensorProto_DataType.FLOAT,
          shape: create(TensorShapeProtoSchema, { dim }),
        }),
      },
    }),
  });
}

/**
 * Gives outputs their names: a node that makes one writes it under that name;
 * an output that no node makes, or that equals another, gets an Identity.
 *
 * @param nodes Nodes of the model.
 * @param tensors For each output, the tensor it hands out.
 */
function nameOutputs(
  nodes: readonly NodeProto[],
  tensors: ReadonlyMap<string, string>,
): NodeProto[] {
  const produced = new Set(nodes.flatMap(({ output }) => output));
  const names = new Map<string, string>();
  const copies = new Map<string, string>();
  for (const [output, tensor] of tensors) {
    if (produced.has(tensor) && !names.has(tensor)) names.set(tensor, output);
    else copies.set(output, tensor);
  }
  const rename = (tensor: string) => names.get(tensor) ?? tensor;
  return [
    ...nodes.map((node) => ({
      ...node,
      input: node.input.map(rename),
      output: node.output.map(rename),
    })),
    ...[...copies].map(([output, tensor]) =>
      create(NodeProtoSchema, {
        opType: "Identity",
        name: output,
        input: [rename(tensor)],
        output: [output],
      })
    ),
  ];
}

/**
 * Encodes values as an ONNX model.
 *
 * @param name Name of the graph.
 * @param values Every value the outputs depend on, each after its inputs.
 * @param outputs Outputs by name.
 * @param options `anyBatch`: leave the first dimension of feeds and outputs
 * open; `mixed`: compute what takes most of the time in float16; `native`: for
 * onnxruntime's native build alone.
 * @returns The bytes of a `ModelProto`.
 */
export function encodeModel(
  name: string,
  values: readonly Value[],
  outputs: ReadonlyMap<string, Value>,
  { anyBatch = false, mixed = false, native = false }: {
    anyBatch?: boolean;
    mixed?: boolean;
    native?: boolean;
  } = {},
): Uint8Array<ArrayBuffer> {
  const writer = new ModelWriter({ mixed, native });
  const input: ValueInfoProto[] = [];
  const declared = new Set<string>();
  const names = new Map<Value, string>();
  const nameOf = (value: Value) => names.get(value) as string;
  for (const value of values) {
    if ("recording" in value) {
      const inputs = value.recording.inputs.map(nameOf);
      names.set(value, value.recording.emit(writer, inputs));
    } else if (value.leaf.kind === "constant") {
      const { data, storage } = value.leaf;
      names.set(value, writer.constant(data, value.shape, storage));
    } else {
      const { kind, name } = value.leaf;
      names.set(value, name);
      if (declared.has(name)) continue;
      declared.add(name);
      input.push(describe(name, value.shape, anyBatch && kind === "feed"));
    }
  }
  const tensors = new Map(
    [...outputs].map(([name, value]) => [name, nameOf(value)]),
  );
  const output = [...outputs].map(([name, { shape }]) =>
    describe(name, shape, anyBatch)
  );
  const model = create(ModelProtoSchema, {
    irVersion: IR_VERSION,
    opsetImport: [
      create(OperatorSetIdProtoSchema, {
        domain: "",
        version: BigInt(native ? NATIVE_OPSET : OPSET),
      }),
    ],
    producerName: "edge-dcgan",
    graph: create(GraphProtoSchema, {
      name,
      node: nameOutputs(writer.nodes, tensors),
      input,
      output,
      initializer: writer.initializers,
    }),
  });
  return new Uint8Array(toBinary(ModelProtoSchema, model));
}
