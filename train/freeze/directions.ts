/**
 * Directions to edit pictures along, in the closed form of Shen and Zhou (2020,
 * "SeFa"): of all vectors of length 1, the eigenvectors of WᵀW are those that
 * move the output of a layer with the weight W the most.
 *
 * W is that of the frozen model, with the batch normalisation behind the layer
 * folded into it: the normalisation undoes the scale that a channel has in the
 * layer alone, so that scale says nothing about pictures.
 *
 * @module
 */

import {
  type Direction,
  MAX_DIRECTIONS,
} from "../../core/generator/direction.ts";
import {
  type Network,
  readNetwork,
} from "../../core/generator/engine/model/network.ts";
import { symmetricEigen } from "./symmetric_eigen.ts";

/** Directions that move less than this share of what the first one moves. */
const NOTHING = 1e-3;

/** The linear layer's weight, `[outputs, inputs]`. */
function weightRows(
  { inputs, outputs, transposed, weight }: Network["linear"],
): Float64Array[] {
  const { storage, bytes, scales } = weight;
  const { buffer } = bytes.slice();
  const stored = storage === "float32"
    ? new Float32Array(buffer)
    : storage === "float16"
    ? new Float16Array(buffer)
    : new Int8Array(buffer);
  return Array.from(
    { length: outputs },
    (_, output) =>
      Float64Array.from({ length: inputs }, (_, input) => {
        const at = transposed
          ? output * inputs + input
          : input * outputs + output;
        return stored[at]! * (scales?.[output] ?? 1);
      }),
  );
}

/** WᵀW of W `[outputs, inputs]`. */
function gram(rows: readonly Float64Array[], inputs: number): Float64Array[] {
  const sums = Array.from({ length: inputs }, () => new Float64Array(inputs));
  for (const row of rows) {
    sums.forEach((sum, i) => {
      const factor = row[i]!;
      for (let j = 0; j < inputs; j++) sum[j]! += factor * row[j]!;
    });
  }
  return sums;
}

/**
 * The directions along which a generator's first layer moves the most.
 *
 * @param model The frozen model, an ONNX file.
 * @returns At most ten, the strongest first; fewer if the layer has fewer.
 * @throws {ModelError} If the model is no frozen generator.
 */
export function directionsOf(model: Uint8Array<ArrayBuffer>): Direction[] {
  const { linear } = readNetwork(model);
  const pairs = symmetricEigen(gram(weightRows(linear), linear.inputs))
    .slice(0, MAX_DIRECTIONS)
    .map(({ value, vector }) => ({
      strength: Math.sqrt(Math.max(0, value)),
      vector: new Uint8Array(Float32Array.from(vector).buffer).toBase64(),
    }));
  const least = NOTHING * (pairs[0]?.strength ?? 0);
  return pairs.filter(({ strength }) => strength > least)
    .map(({ strength, vector }) => ({
      strength: Number(strength.toPrecision(4)),
      vector,
    }));
}
