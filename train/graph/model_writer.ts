import { create } from "@bufbuild/protobuf";
import {
  type AttributeProto,
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  type TensorProto,
  TensorProto_DataType,
  TensorProtoSchema,
} from "onnx-buf";
import { toFloat16, toInt8 } from "./stored_constant.ts";
import type { Attribute, ConstantStorage, NodeWriter, Shape } from "./value.ts";

const { FLOAT, FLOAT16, INT8 } = TensorProto_DataType;

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

/**
 * Collects the nodes and constants of an ONNX model; writes equal ones only once.
 */
export class ModelWriter implements NodeWriter {
  /** The nodes, each after those that it depends on. */
  readonly nodes: NodeProto[] = [];
  /** The constants. */
  readonly initializers: TensorProto[] = [];
  readonly #names = new Map<string, string>();

  /** Whether half nodes compute in float16. */
  readonly mixed: boolean;
  readonly native: boolean;

  /** @param options What the model is for. */
  constructor({ mixed, native }: { mixed: boolean; native: boolean }) {
    this.mixed = mixed;
    this.native = native;
  }

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
