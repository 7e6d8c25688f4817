/**
 * A cure for hangs of threaded WebAssembly.
 *
 * When the shared memory of onnxruntime-web's threads *grows*, Deno can lose a
 * thread for good: the main thread then spins for ever, and nothing is printed.
 * onnxruntime-web starts with little memory and offers no option to start with
 * more, so its request is changed on the way to the engine: a memory that never
 * has to grow never hangs. Pages that are never touched cost no real memory.
 *
 * @module
 */

const PAGE_BYTES = 65536;
/** One page less than 4 GiB, whose number of bytes does not fit 32 bits. */
const MOST_PAGES = 65535;

/**
 * Makes every shared WebAssembly memory that is created from now on at least so
 * large, as far as its own maximum allows and below 4 GiB.
 *
 * @param bytes Size to start with.
 * @returns A function that ends this.
 */
export function reserveSharedMemory(bytes: number): () => void {
  const { Memory } = WebAssembly;
  class ReservedMemory extends Memory {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      const { initial, maximum = Infinity, shared } = descriptor;
      const pages = Math.ceil(bytes / PAGE_BYTES);
      const wanted = Math.min(pages, maximum, MOST_PAGES);
      super(
        shared
          ? { ...descriptor, initial: Math.max(initial, wanted) }
          : descriptor,
      );
    }
  }
  WebAssembly.Memory = ReservedMemory;
  return () => {
    WebAssembly.Memory = Memory;
  };
}
