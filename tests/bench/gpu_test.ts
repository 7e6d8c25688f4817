import { assertEquals, assertRejects } from "@std/assert";
import { benchGpu } from "../../bench/gpu.ts";
import { UploadClock } from "../../bench/upload_clock.ts";
import { UserError } from "../../core/user_error.ts";
import { fakeAdapter } from "../train/engine/fake_adapter.ts";

Deno.test("benchGpu() throws where there is no GPU, or only software", async () => {
  const { gpu } = navigator;
  const { requestAdapter } = gpu;
  const software = { description: "llvmpipe", isFallbackAdapter: true };
  try {
    for (
      const [adapter, message] of [
        [null, "Deno finds no GPU adapter"],
        [
          fakeAdapter(software),
          "Deno finds no GPU but llvmpipe, which is software: --allow-software measures it",
        ],
      ] as const
    ) {
      gpu.requestAdapter = () => Promise.resolve(adapter);
      const error = await assertRejects(() => benchGpu([]), UserError);
      assertEquals(error.message, message);
    }
  } finally {
    gpu.requestAdapter = requestAdapter;
  }
});

Deno.test("UploadClock counts what is uploaded, until it is disposed of", async () => {
  const device = await (await navigator.gpu.requestAdapter())?.requestDevice();
  const upload = () => {
    const buffer = device?.createBuffer({
      size: 2 ** 20,
      usage: GPUBufferUsage.COPY_SRC,
      mappedAtCreation: true,
    });
    new Uint8Array(buffer?.getMappedRange() ?? new ArrayBuffer()).fill(1);
    buffer?.unmap();
    buffer?.destroy();
  };
  const { createBuffer } = GPUDevice.prototype;
  const clock = new UploadClock();
  upload();
  const once = clock.milliseconds;
  upload();
  const twice = clock.milliseconds;
  clock[Symbol.dispose]();
  upload();
  assertEquals([0 < once, once < twice], [true, true]);
  assertEquals(clock.milliseconds, twice);
  assertEquals(GPUDevice.prototype.createBuffer, createBuffer);
  device?.destroy();
});
