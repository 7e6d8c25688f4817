import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import * as ort from "onnxruntime-node";
import type { InferenceSession } from "onnxruntime-web";
import { UserError } from "../../../core/user_error.ts";
import { openDawnEngine } from "../../../train/engine/dawn.ts";
import { NativeBuildError } from "../../../train/engine/native.ts";
import type { OnnxRuntime } from "../../../train/engine/onnx_engine.ts";

/** onnxruntime's native build with another way to open sessions. */
function withCreate(
  create: (
    model: Uint8Array,
    options: InferenceSession.SessionOptions,
  ) => Promise<InferenceSession>,
): () => Promise<OnnxRuntime> {
  const InferenceSession = { create } as OnnxRuntime["InferenceSession"];
  return () => Promise.resolve({ Tensor: ort.Tensor, InferenceSession });
}

Deno.test("openDawnEngine() asks for onnxruntime's WebGPU, and for outputs that stay there", async () => {
  const seen: InferenceSession.SessionOptions[] = [];
  const engine = await openDawnEngine(withCreate((model, options) => {
    seen.push(options);
    return ort.InferenceSession.create(model, { executionProviders: ["cpu"] });
  }));
  assertEquals(engine.device, "dawn");
  assertEquals(
    seen.map(({ executionProviders, preferredOutputLocation }) => [
      executionProviders,
      preferredOutputLocation,
    ]),
    [[["webgpu"], "gpu-buffer"]],
  );
  await engine.release();
});

Deno.test("openDawnEngine() names the cure when the native build cannot be had", async () => {
  const load = () => Promise.reject(new NativeBuildError("it is missing"));
  const error = await assertRejects(() => openDawnEngine(load), UserError);
  assertEquals(
    error.message,
    "--device is dawn, but it is missing; --device webgpu needs no native code",
  );
});

Deno.test("openDawnEngine() lets errors through that are not for want of a GPU", async () => {
  const create = () => Promise.reject(new Error("the model is broken"));
  await assertRejects(
    () => openDawnEngine(withCreate(create)),
    Error,
    "the model is broken",
  );
});

Deno.test("deno task train --device dawn is an error of one line where Dawn finds no GPU", async () => {
  // No driver, and so no adapter, whatever GPU there is.
  const none = "/none.json";
  const { code, stdout, stderr } = await new Deno.Command("deno", {
    args: [
      ...["task", "train", "--device", "dawn", "--dry-run"],
      ...["--d", "1", "--size", "16", "--batch", "2"],
    ],
    env: { NO_COLOR: "1", VK_DRIVER_FILES: none, VK_ICD_FILENAMES: none },
  }).output();
  const [printed, errors] = [stdout, stderr].map((bytes) =>
    new TextDecoder().decode(bytes)
  );
  assertMatch(printed ?? "", /device: dawn \(--device dawn\)/);
  assertMatch(
    errors ?? "",
    /^error: --device is dawn, but Dawn finds no GPU adapter: install the GPU's Vulkan, Metal or DirectX 12 driver, or use --device cpu\n$/m,
  );
  assertEquals(code, 1, errors);
});
