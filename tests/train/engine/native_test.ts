import { assertEquals, assertRejects } from "@std/assert";
import { loadNative, NativeBuildError } from "../../../train/engine/native.ts";

Deno.test({
  name: "loadNative() throws without --allow-ffi",
  permissions: { read: true, ffi: false },
  fn: async () => {
    const error = await assertRejects(() => loadNative(), NativeBuildError);
    assertEquals(
      error.message,
      "onnxruntime's native build may not be loaded without --allow-ffi",
    );
  },
});
