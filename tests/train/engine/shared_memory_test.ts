import { assertEquals, assertStrictEquals } from "@std/assert";
import { reserveSharedMemory } from "../../../train/engine/shared_memory.ts";
import { openWasmEngine } from "../../../train/engine/wasm.ts";

const PAGE = 65536;

/** Size of a memory that is created while some bytes are reserved. */
function sizeWhile(
  reserved: number,
  descriptor: WebAssembly.MemoryDescriptor,
): number {
  const restore = reserveSharedMemory(reserved);
  try {
    return new WebAssembly.Memory(descriptor).buffer.byteLength;
  } finally {
    restore();
  }
}

Deno.test("reserveSharedMemory() makes a shared memory as large as was reserved", () => {
  const shared = { initial: 2, maximum: 100, shared: true };
  assertEquals(sizeWhile(5 * PAGE, shared), 5 * PAGE);
  // Whole pages.
  assertEquals(sizeWhile(4 * PAGE + 1, shared), 5 * PAGE);
});

Deno.test("reserveSharedMemory() never makes a memory smaller", () => {
  const shared = { initial: 7, maximum: 100, shared: true };
  assertEquals(sizeWhile(5 * PAGE, shared), 7 * PAGE);
});

Deno.test("reserveSharedMemory() stays below a memory's own maximum", () => {
  const shared = { initial: 2, maximum: 4, shared: true };
  assertEquals(sizeWhile(5 * PAGE, shared), 4 * PAGE);
});

Deno.test("reserveSharedMemory() stays below 4 GiB", () => {
  const shared = { initial: 2, maximum: 65536, shared: true };
  assertEquals(sizeWhile(2 ** 33, shared), 2 ** 32 - PAGE);
});

Deno.test("reserveSharedMemory() leaves a memory of one thread alone", () => {
  assertEquals(sizeWhile(5 * PAGE, { initial: 2, maximum: 100 }), 2 * PAGE);
  assertEquals(sizeWhile(5 * PAGE, { initial: 2 }), 2 * PAGE);
});

Deno.test("reserveSharedMemory() makes memories that are WebAssembly's", () => {
  const { Memory } = WebAssembly;
  const restore = reserveSharedMemory(PAGE);
  const memory = new WebAssembly.Memory({
    initial: 1,
    maximum: 2,
    shared: true,
  });
  restore();
  assertEquals(memory instanceof Memory, true);
  assertEquals(memory.buffer instanceof SharedArrayBuffer, true);
});

Deno.test("reserveSharedMemory() ends when it is told to", () => {
  const { Memory } = WebAssembly;
  const restore = reserveSharedMemory(PAGE);
  restore();
  assertStrictEquals(WebAssembly.Memory, Memory);
});

Deno.test("openWasmEngine() lets go of WebAssembly.Memory when it is released unused", async () => {
  const { Memory } = WebAssembly;
  const engine = await openWasmEngine([]);
  await engine.release();
  assertStrictEquals(WebAssembly.Memory, Memory);
});
