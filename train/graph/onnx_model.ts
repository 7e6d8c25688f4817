/**
 * Encoding of recorded values as an ONNX model.
 *
 * @module
 */

import { create, toBinary } from "@bufbuild/protobuf";
import {
  type AttributeProto,
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  OperatorSetIdProtoSchema,
  type TensorProto,
  TensorProto_DataType,
  TensorProtoSchema,
  TensorShapeProto_DimensionSchema,
  TensorShapeProtoSchema,
  TypeProto_TensorSchema,
  TypeProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from "onnx-buf";
import { toFloat16, toInt8 } from "./stored_constant.ts";
import type {
  Attribute,
  ConstantStorage,
  NodeWriter,
  Shape,
  Value,
} from "./value.ts";

/** Version of the ONNX operator set that models are written in. */
export const OPSET = 17;
/** Version of the ONNX file format that belongs to {@linkcode OPSET}. */
const IR_VERSION = 8n;
const { FLOAT, FLOAT16, INT8 } = TensorProto_DataType;
/** Symbolic name of a batch dimension that is left open. */
const BATCH = "N";

/** The bytes of numbers, little-endian whatever the machine. */
function littleEndian(
  numbers: Float32Array | Float16Array | readonly bigint[],
): Uint8Array<ArrayBuffer> {
  const size = Array.isArray(numbers)
    ? 8
    : (numbers as Float32Array | Float16Array).BYTES_PER_ELEMENT;
  const view = new DataView(new ArrayBuffer(numbers.length * size));
  numbers.forEach((number: number | bigint, index: number) => {
    if (typeof number === "bigint") view.setBigInt64(8 * index, number, true);
    else if (size === 2) view.setFloat16(2 * index, number, true);
    else view.setFloat32(4 * index, number, true);
  });
  return new Uint8Array(view.buffer);
}

function encodeAttribute(name: string, attribute: Attribute): AttributeProto {
  if (typeof attribute === "number") {
    return create(AttributeProtoSchema, {
      name,
      type: AttributeProto_AttributeType.INT,
      i: BigInt(attribute),
    });
  }
  if ("float" in attribute) {
    return create(AttributeProtoSchema, {
      name,
      type: AttributeProto_AttributeType.FLOAT,
      f: attribute.float,
    });
  }
  return create(AttributeProtoSchema, {
    name,
    type: AttributeProto_AttributeType.INTS,
    ints: attribute.map(BigInt),
  });
}

/** Collects nodes and constants; writes equal ones only once. */
class ModelWriter implements NodeWriter {
  readonly nodes: NodeProto[] = [];
  readonly initializers: TensorProto[] = [];
  readonly #names = new Map<string, string>();

  /** @param mixed Whether half nodes compute in float16. */
  constructor(readonly mixed: boolean) {}

  /** Calls `write` with a new name unless `key` was written before. */
  #once(key: string, prefix: string, write: (name: string) => void): string {
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const name = `${prefix}_${this.#names.size}`;
    this.#names.set(key, name);
    write(name);
    return name;
  }

  node(
    type: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): string {
    const key = JSON.stringify([type, inputs, attributes]);
    return this.#once(key, type, (name) => {
      this.nodes.push(create(NodeProtoSchema, {
        opType: type,
        name,
        input: [...inputs],
        output: [name],
        attribute: Object.entries(attributes).map(([name, attribute]) =>
          encodeAttribute(name, attribute)
        ),
      }));
    });
  }

  halfNode(
    type: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): string {
    if (!this.mixed) return this.node(type, inputs, attributes);
    const cast = (tensor: string, to: TensorProto_DataType) =>
      this.node("Cast", [tensor], { to });
    const halves = inputs.map((x) => cast(x, TensorProto_DataType.FLOAT16));
    return cast(
      this.node(type, halves, attributes),
      TensorProto_DataType.FLOAT,
    );
  }

  integers(values: readonly number[]): string {
    return this.#once(`integers ${values}`, "integers", (name) => {
      this.initializers.push(create(TensorProtoSchema, {
        name,
        dataType: TensorProto_DataType.INT64,
        dims: [BigInt(values.length)],
        rawData: littleEndian(values.map(BigInt)),
      }));
    });
  }

  scalar(value: number): string {
    return this.#once(`scalar ${value}`, "scalar", (name) => {
      this.#add(name, FLOAT, [], littleEndian(Float32Array.of(value)));
    });
  }

  /**
   * Adds a constant of any shape, and what makes float32 of how it is stored;
   * scalars are shared, and stored as they are.
   */
  constant(data: Float32Array, shape: Shape, storage: ConstantStorage): string {
    if (shape.length === 0) return this.scalar(data[0] as number);
    const name = `constant_${this.initializers.length}`;
    if (storage.format === "int8") {
      const { axis } = storage;
      const { integers, scales } = toInt8(data, shape, axis);
      this.#add(name, INT8, shape, new Uint8Array(integers.buffer));
      const scale = `${name}_scale`;
      this.#add(scale, FLOAT, [scales.length], littleEndian(scales));
      return this.node("DequantizeLinear", [name, scale], { axis });
    }
    if (storage.format === "float16") {
      this.#add(name, FLOAT16, shape, littleEndian(toFloat16(data)));
      return this.node("Cast", [name], { to: FLOAT });
    }
    return this.#add(name, FLOAT, shape, littleEndian(data));
  }

  #add(
    name: string,
    dataType: TensorProto_DataType,
    shape: Shape,
    rawData: Uint8Array<ArrayBuffer>,
  ): string {
    const dims = shape.map(BigInt);
    this.initializers.push(
      create(TensorProtoSchema, { name, dataType, dims, rawData }),
    );
    return name;
  }
}

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
 * open; `mixed`: compute what takes most of the time in float16.
 * @returns The bytes of a `ModelProto`.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { encodeModel } from "edge-dcgan/train/graph/onnx_model.ts";
 * import { feed } from "edge-dcgan/train/graph/value.ts";
 *
 * const x = feed("x", [2]);
 * assert(encodeModel("identity", [x], new Map([["y", x]])).length > 0);
 * ```
 */
export function encodeModel(
  name: string,
  values: readonly Value[],
  outputs: ReadonlyMap<string, Value>,
  { anyBatch = false, mixed = false }: {
    anyBatch?: boolean;
    mixed?: boolean;
  } = {},
): Uint8Array<ArrayBuffer> {
  const writer = new ModelWriter(mixed);
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
      create(OperatorSetIdProtoSchema, { domain: "", version: BigInt(OPSET) }),
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
