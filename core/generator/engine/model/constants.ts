import {
  type Graph,
  type GraphNode,
  ModelError,
  notFinite,
  type StoredTensor,
} from "./graph.ts";

/** A layer's weight as it is stored. */
export interface Weight extends StoredTensor {
  /** For int8: what to multiply with, for each output of the layer. */
  readonly scales?: Float32Array<ArrayBuffer>;
}

/** Constants, also behind a node that makes float32 of them. */
export class Constants {
  readonly #graph: Graph;
  readonly #producers: ReadonlyMap<string, GraphNode>;

  /** @param graph The model. */
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

  /** The step that makes a value. */
  producer(name: string): GraphNode | undefined {
    return this.#producers.get(name);
  }

  /**
   * A weight.
   *
   * @param name Its name, or that of float32 made of it.
   * @param scaledAxis Axis that has a scale each if it is int8.
   */
  weight(name: string, scaledAxis: number): Weight {
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
      if (!scales.every((scale) => Number.isFinite(Math.fround(128 * scale)))) {
        throw notFinite(name);
      }
      const axis = node.attributes.get("axis")?.[0] ?? 1;
      if (
        node.inputs.length === 2 && axis === scaledAxis &&
        scales.length === tensor.shape[scaledAxis]
      ) return { ...tensor, scales };
    }
    throw new ModelError(
      `its weight ${name} is not float32, float16 or int8 with a scale for each output`,
    );
  }

  /** Numbers of float32. */
  floats(name: string): Float32Array<ArrayBuffer> {
    const tensor = this.#get(name);
    if (tensor.storage !== "float32") throw notFloat(tensor);
    // The bytes need not lie at a multiple of four.
    return new Float32Array(tensor.bytes.slice().buffer);
  }

  /** Numbers of int64. */
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
