/** The reference's generator and what it paints. */

import { decodeSafetensors } from "../../../train/tensors/safetensors.ts";
import type { Tensor, Tensors } from "../../../train/tensors/tensor.ts";
import { fixture } from "../data/pictures.ts";

/** Bytes of a file of the reference. */
export function referenceBytes(name: string): Uint8Array<ArrayBuffer> {
  return Deno.readFileSync(fixture(`reference/${name}`));
}

/** Path of a file of the reference. */
export function referencePath(name: string): string {
  return fixture(`reference/${name}`).pathname;
}

const { tensors } = decodeSafetensors(referenceBytes("export.safetensors"));

/** A state dict of the reference under PyTorch's names. */
export function referenceNetwork(letter: "G" | "D"): Tensors {
  const prefix = `final.${letter}.`;
  return new Map(
    Array.from(tensors)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, tensor]) => [name.slice(prefix.length), tensor] as const)
      .filter(([name]) => !name.startsWith("optimizer.")),
  );
}

/** What the reference paints in evaluation mode, `[8, 3, 64, 64]`. */
export const REFERENCE = {
  latent: tensors.get("eval.noise") as Tensor,
  images: tensors.get("eval.images") as Tensor,
};

/** The largest difference between elements. */
export function largestDifference(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return Infinity;
  return a.reduce(
    (largest, x, index) => Math.max(largest, Math.abs(x - (b[index] ?? NaN))),
    0,
  );
}
