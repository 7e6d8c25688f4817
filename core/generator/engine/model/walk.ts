import { type Graph, type GraphNode, ModelError } from "./graph.ts";

/** Walks from the latent to the images, node after node. */
export class Walk {
  readonly #consumers = new Map<string, GraphNode[]>();
  #value: string;

  /** @param graph The model. */
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
