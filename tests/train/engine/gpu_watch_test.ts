import { assert, assertEquals, assertRejects } from "@std/assert";
import { env } from "onnxruntime-web/webgpu";
import { DeviceError } from "../../../train/engine/device_error.ts";
import type { Engine } from "../../../train/engine/engine.ts";
import {
  adapterName,
  openWebGpuEngine,
  requestAdapter,
} from "../../../train/engine/webgpu.ts";
import { add } from "../../../train/graph/operations/arithmetic.ts";
import { sum } from "../../../train/graph/operations/reduction.ts";
import { compile } from "../../../train/graph/program.ts";
import { feed, state } from "../../../train/graph/value.ts";

const total = state("total", [4]);
const PROGRAM = compile({
  name: "accumulate",
  fetches: { sum: sum(total) },
  updates: { total: add(total, feed("amount", [4])) },
});
const FEEDS = { amount: Float32Array.of(1, 1, 1, 1) };

/** What the GPU is called. */
async function gpuName(): Promise<string> {
  const adapter = await requestAdapter();
  assert(adapter !== null);
  return adapterName(adapter);
}

/** An engine that has run, and its device. */
async function openUsed(): Promise<{ engine: Engine; device: GPUDevice }> {
  const engine = await openWebGpuEngine();
  const data = new Float32Array(4);
  await engine.setState(new Map([["total", { shape: [4], data }]]));
  await engine.run(PROGRAM, FEEDS);
  const device: unknown = await env.webgpu.device;
  assert(device instanceof GPUDevice);
  return { engine, device };
}

async function refusal(call: () => Promise<unknown>): Promise<string> {
  const error = await assertRejects(call, DeviceError);
  assertEquals(error.message.includes("\n"), false, error.message);
  return error.message;
}

Deno.test("OnnxEngine says that its GPU was lost", async () => {
  const { engine, device } = await openUsed();
  device.destroy();
  const message =
    `the GPU ${await gpuName()} was lost: its device was destroyed`;
  assertEquals(await refusal(() => engine.run(PROGRAM, FEEDS)), message);
  assertEquals(await refusal(() => engine.getState()), message);
  // It says so for as long as it is asked.
  assertEquals(await refusal(() => engine.run(PROGRAM, FEEDS)), message);
  await engine.release();
});

Deno.test("OnnxEngine uses no results of a GPU that reported an error", async () => {
  const { engine, device } = await openUsed();
  device.createBuffer({ size: 16, usage: 0 });
  const message = await refusal(async () => {
    for (;;) await engine.run(PROGRAM, FEEDS);
  });
  assert(
    message.startsWith(`the GPU ${await gpuName()} has failed: `),
    message,
  );
  await engine.release();
});

Deno.test("OnnxEngine says that the memory of its GPU is full", async () => {
  const { engine, device } = await openUsed();
  device.createBuffer({ size: 2 ** 44, usage: GPUBufferUsage.COPY_SRC });
  assertEquals(
    await refusal(async () => {
      for (;;) await engine.run(PROGRAM, FEEDS);
    }),
    `the GPU ${await gpuName()} is out of memory: use a smaller --batch, --d or --size`,
  );
  await engine.release();
});

// The last one, since onnxruntime waits for ever, and nothing can end that.
Deno.test("OnnxEngine does not wait for a GPU that was lost in the meantime", async () => {
  const { engine, device } = await openUsed();
  const { mapAsync } = GPUBuffer.prototype;
  const mapping = Promise.withResolvers<void>();
  GPUBuffer.prototype.mapAsync = () => {
    mapping.resolve();
    return new Promise(() => {});
  };
  try {
    const result = refusal(() => engine.run(PROGRAM, FEEDS));
    await mapping.promise;
    device.destroy();
    assertEquals(
      await result,
      `the GPU ${await gpuName()} was lost: its device was destroyed`,
    );
  } finally {
    GPUBuffer.prototype.mapAsync = mapAsync;
  }
});
