import { DeviceError } from "./device_error.ts";
import type { CallWatch } from "./onnx_engine.ts";

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
 */
export function isOutOfMemory(error: unknown): boolean {
  return OUT_OF_MEMORY.test((error as Error).message);
}

/**
 * Watches for calls that find no memory left.
 *
 * @param what What has none left, in words.
 */
export function memoryWatch(what: string): CallWatch {
  return {
    watch: async (call) => {
      try {
        return await call();
      } catch (error) {
        if (!isOutOfMemory(error)) throw error;
        throw new DeviceError(`${what}: use a smaller --batch, --d or --size`);
      }
    },
    stop: () => {},
  };
}
