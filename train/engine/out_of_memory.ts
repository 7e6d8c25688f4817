/**
 * What onnxruntime and V8 say when there is no memory left, or a tensor's size
 * is no number of bytes of 32 bits; and what WebGPU says when a buffer is
 * larger than it allows.
 */
const OUT_OF_MEMORY =
  /bad_alloc|out of memory|not enough memory|could not allocate|failed to allocate|SafeIntOnOverflow|maximum buffer size|binding_size/i;

/**
 * Whether an error says that there is no memory left.
 *
 * @param error What onnxruntime threw, or a device reported.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { isOutOfMemory } from "edge-dcgan/train/engine/out_of_memory.ts";
 *
 * const error = new Error("failed to call OrtRun(). ERROR_MESSAGE: std::bad_alloc");
 * assertEquals(isOutOfMemory(error), true);
 * assertEquals(isOutOfMemory(new TypeError("x is not a function")), false);
 * ```
 */
export function isOutOfMemory(error: unknown): boolean {
  return OUT_OF_MEMORY.test((error as Error).message);
}
