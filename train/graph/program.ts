/**
 * Programs: recorded computations compiled to ONNX models.
 *
 * @module
 */

import { inOrder } from "./gradients.ts";
import { encodeModel } from "./onnx_model.ts";
import { type Leaf, type Shape, sizeOf, type Value } from "./value.ts";

/** A compiled computation and what an engine must know to run it. */
export interface Program {
  /** Name of the model. */
  readonly name: string;
  /** The ONNX model, encoded. */
  readonly model: Uint8Array<ArrayBuffer>;
  /**
   * Encodes the model as onnxruntime's native build computes it fastest; others
   * may not run it.
   */
  readonly nativeModel: () => Uint8Array<ArrayBuffer>;
  /** Shapes of the inputs that are given anew for every run, by name. */
  readonly feeds: Readonly<Record<string, Shape>>;
  /** Shapes of the inputs that are kept from run to run, by name. */
  readonly state: Readonly<Record<string, Shape>>;
  /** For each piece of state that a run changes, the output that replaces it. */
  readonly updates: Readonly<Record<string, string>>;
  /** Shapes of the other outputs, by name. */
  readonly fetches: Readonly<Record<string, Shape>>;
  /** Whether the first dimension of feeds and fetches is open. */
  readonly anyBatch: boolean;
  /**
   * Bytes of all values together: a bound on the memory one run needs, since
   * an engine frees most of them on the way.
   */
  readonly valueBytes: number;
}

/** What a program computes. */
export interface ProgramDefinition {
  /** Name of the model. */
  readonly name: string;
  /** Results to hand out, by name. */
  readonly fetches: Readonly<Record<string, Value>>;
  /** New values of state, by the name of the state; none by default. */
  readonly updates?: Readonly<Record<string, Value>>;
  /**
   * Leave the first dimension of all feeds and fetches open, so that any batch
   * size can be run; false by default. The computation must not mix the
   * elements of a batch.
   */
  readonly anyBatch?: boolean;
  /**
   * Mixed precision: compute convolutions and matrix products in float16,
   * everything else in float32; false by default. Small gradients then need a
   * loss that is scaled up (Micikevicius et al., "Mixed Precision Training",
   * 2018).
   */
  readonly mixed?: boolean;
}

/** Name of the output that holds the new value of a piece of state. */
function updateName(state: string): string {
  return `${state}.next`;
}

function leavesOfKind(
  values: readonly Value[],
  kind: Exclude<Leaf["kind"], "constant">,
): Record<string, Shape> {
  const shapes: Record<string, Shape> = {};
  for (const value of values) {
    if ("leaf" in value && value.leaf.kind === kind) {
      shapes[value.leaf.name] = value.shape;
    }
  }
  return shapes;
}

/** Checks that every name stands for one thing. */
function checkNames(values: readonly Value[], outputs: Iterable<string>): void {
  const inputs = new Map<string, string>();
  for (const { shape, ...value } of values) {
    if (!("leaf" in value) || value.leaf.kind === "constant") continue;
    const { kind, name } = value.leaf;
    const input = `${kind} of shape [${shape}]`;
    const known = inputs.get(name) ?? input;
    if (known !== input) {
      throw new RangeError(
        `Cannot compile: ${name} is a ${known}, and a ${input}`,
      );
    }
    inputs.set(name, input);
  }
  for (const name of outputs) {
    if (inputs.has(name)) {
      throw new RangeError(
        `Cannot compile: ${name} is the name of an input and of an output`,
      );
    }
  }
}

/**
 * Compiles recorded values to an ONNX model of standard operators, which any
 * engine for ONNX can run.
 *
 * The model's inputs are the feeds and state that the results depend on; its
 * outputs are the fetches, and for each update one named after the state it
 * replaces with `.next` appended.
 *
 * @param definition What to compute.
 * @throws {RangeError} If an update has another shape than the state that the
 * computation reads under its name, or one name stands for two things.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { add, compile, feed, state } from "@edge-dcgan/edge-dcgan";
 *
 * const total = add(state("total", [2]), feed("amount", [2]));
 * const program = compile({
 *   name: "sum",
 *   fetches: { sum: total },
 *   updates: { total },
 * });
 * assertEquals(program.feeds, { amount: [2] });
 * assertEquals(program.updates, { total: "total.next" });
 * ```
 */
export function compile(definition: ProgramDefinition): Program {
  const { name, fetches, updates = {}, anyBatch = false, mixed = false } =
    definition;
  const outputs = new Map(Object.entries(fetches));
  for (const [state, value] of Object.entries(updates)) {
    outputs.set(updateName(state), value);
  }
  const values = inOrder([...outputs.values()]);
  checkNames(values, outputs.keys());
  const state = leavesOfKind(values, "state");
  for (const [name, { shape }] of Object.entries(updates)) {
    if (state[name] !== undefined && `${state[name]}` !== `${shape}`) {
      throw new RangeError(
        `Cannot update ${name} of shape [${state[name]}] with shape [${shape}]`,
      );
    }
  }
  const encode = (native: boolean) =>
    encodeModel(name, values, outputs, { anyBatch, mixed, native });
  return {
    name,
    model: encode(false),
    nativeModel: () => encode(true),
    feeds: leavesOfKind(values, "feed"),
    state,
    updates: Object.fromEntries(
      Object.keys(updates).map((state) => [state, updateName(state)]),
    ),
    fetches: Object.fromEntries(
      Object.entries(fetches).map(([name, { shape }]) => [name, shape]),
    ),
    anyBatch,
    valueBytes: values.reduce((sum, { shape }) => sum + 4 * sizeOf(shape), 0),
  };
}
