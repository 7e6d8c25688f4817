import { assertEquals } from "@std/assert";
import { isOutOfMemory } from "../../../train/engine/out_of_memory.ts";

Deno.test("isOutOfMemory() knows onnxruntime's words from other errors", () => {
  const error = new Error(
    "failed to call OrtRun(). ERROR_MESSAGE: std::bad_alloc",
  );
  assertEquals(isOutOfMemory(error), true);
  assertEquals(isOutOfMemory(new TypeError("x is not a function")), false);
});
