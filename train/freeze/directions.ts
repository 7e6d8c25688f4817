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
import type { Tensor, Tensors } from "../tensors/tensor.ts";
import { symmetricEigen } from "./symmetric_eigen.ts";

/** Directions that move less than this share of what the first one moves. */
const NOTHING = 1e-3;

/** WᵀW of a matrix W. */
function gram({ shape, data }: Tensor): Float64Array[] {
  const [rows = 0, columns = 0] = shape;
  const sums = Array.from({ length: columns }, () => new Float64Array(columns));
  for (let row = 0; row < rows; row++) {
    const values = data.subarray(row * columns, (row + 1) * columns);
    sums.forEach((sum, i) => {
      const factor = values[i]!;
      for (let j = 0; j < columns; j++) sum[j]! += factor * values[j]!;
    });
  }
  return sums;
}

/**
 * The directions along which a generator's first layer moves the most.
 *
 * @param tensors Those of the frozen model, as `frozenTensors` reads them.
 * @returns At most ten, the strongest first; fewer if the layer has fewer.
 * @throws {RangeError} If it has no first layer.
 */
export function directionsOf(tensors: Tensors): Direction[] {
  const weight = tensors.get("G.linear.weight");
  if (weight === undefined) throw new RangeError("There is no G.linear.weight");
  const pairs = symmetricEigen(gram(weight))
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
