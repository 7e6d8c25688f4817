import { assertEquals } from "@std/assert";
import { encodeSealed, isIntact } from "../../../train/record/seal.ts";
import { decodeSafetensors } from "../../../train/tensors/safetensors.ts";

Deno.test("isIntact() sees a bit that differs from what was sealed", async () => {
  const tensors = new Map([
    ["x", { shape: [2], data: Float32Array.of(1, 2) }],
  ]);
  const bytes = await encodeSealed({ tensors, metadata: { step: "7" } });
  const { metadata } = decodeSafetensors(bytes);
  const { sha256 = "" } = metadata;
  assertEquals([metadata["step"], sha256.length], ["7", 64]);
  assertEquals(await isIntact(bytes, sha256), true);
  const last = bytes.length - 1;
  bytes[last] = (bytes[last] ?? 0) ^ 1;
  assertEquals(await isIntact(bytes, sha256), false);
});
