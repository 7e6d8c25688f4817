import type { Tensors } from "./tensor.ts";

/**
 * Frees the memory of an array at once; it has no elements afterwards. The
 * garbage collector sees only the small object in front of it, and lets the
 * memory of several steps or checkpoints add up.
 *
 * @param array Nobody else's, and not needed any more.
 */
export function freeArray(
  array: Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>,
): void {
  // Several tensors may be views of one buffer.
  if (!array.buffer.detached) array.buffer.transfer(0);
}

/**
 * Frees the memory of tensors, as {@linkcode freeArray}.
 *
 * @param tensors Nobody else's, and not needed any more.
 */
export function freeTensors(tensors: Tensors): void {
  for (const { data } of tensors.values()) freeArray(data);
}
