import { assert, assertEquals, assertRejects } from "@std/assert";
import { UserError } from "../../../core/user_error.ts";
import { NativeBuildError } from "../../../train/engine/native.ts";
import { chooseDevice, openEngine } from "../../../train/engine/open_engine.ts";
import { requestAdapter } from "../../../train/engine/webgpu.ts";
import { fakeAdapter } from "./fake_adapter.ts";

/** Answers a request for an adapter. */
function answer(adapter: GPUAdapter | null): () => Promise<GPUAdapter | null> {
  return () => Promise.resolve(adapter);
}

const REAL = fakeAdapter({ description: "NVIDIA H100" });
const SOFTWARE = fakeAdapter({
  description: "llvmpipe",
  isFallbackAdapter: true,
});

const refuse = () => Promise.reject(new NativeBuildError("it is refused"));
const unused = () => Promise.reject(new Error("not to be asked"));

Deno.test("chooseDevice() takes the processor when there is no adapter", async () => {
  assertEquals(await chooseDevice("auto", answer(null)), {
    device: "cpu",
    reason: "no GPU adapter was found",
  });
});

Deno.test("chooseDevice() takes the processor when the only adapter is software", async () => {
  assertEquals(await chooseDevice("auto", answer(SOFTWARE)), {
    device: "cpu",
    reason: "the only adapter, llvmpipe, is software",
  });
});

Deno.test("chooseDevice() takes WASM when the native build cannot be had", async () => {
  assertEquals(await chooseDevice("auto", answer(null), refuse), {
    device: "wasm",
    reason: "no GPU adapter was found; it is refused",
  });
});

Deno.test("chooseDevice() takes WebGPU when there is a real adapter", async () => {
  assertEquals(await chooseDevice("auto", answer(REAL), unused), {
    device: "webgpu",
    reason: "found NVIDIA H100",
  });
});

Deno.test("chooseDevice() takes what was asked for", async () => {
  for (const device of ["wasm", "cpu", "dawn"] as const) {
    assertEquals(await chooseDevice(device, unused, unused), {
      device,
      reason: `--device ${device}`,
    });
  }
  for (const adapter of [REAL, null]) {
    assertEquals(await chooseDevice("webgpu", answer(adapter), unused), {
      device: "webgpu",
      reason: "--device webgpu",
    });
  }
});

Deno.test("chooseDevice() warns when software is asked for", async () => {
  assertEquals(await chooseDevice("webgpu", answer(SOFTWARE)), {
    device: "webgpu",
    reason: "--device webgpu",
    warning:
      "llvmpipe is software: --device cpu is far faster, often a hundred times, and sums over more than about 65,000 numbers, as in the gradients of large batches, can come out too small here",
  });
});

Deno.test("requestAdapter() finds an adapter and its name", async () => {
  const adapter = await requestAdapter();
  assert(adapter !== null, "no adapter: install Mesa's lavapipe");
  const { device, reason } = await chooseDevice("auto", answer(adapter));
  assert(device === "webgpu" || reason.endsWith("is software"), reason);
});

Deno.test("openEngine() throws when WebGPU is asked for and there is no adapter", async () => {
  const { gpu } = navigator;
  const { requestAdapter } = gpu;
  gpu.requestAdapter = answer(null);
  try {
    await assertRejects(
      () => openEngine("webgpu", []),
      UserError,
      "--device is webgpu, but Deno finds no GPU adapter",
    );
  } finally {
    gpu.requestAdapter = requestAdapter;
  }
});

Deno.test("openEngine() opens the device that is asked for", async () => {
  for (
    const [device, threads, description] of [
      ["wasm", 1, "WASM, 1 thread"],
      ["wasm", 3, "WASM, 3 threads"],
      ["cpu", 1, "CPU, 1 thread"],
      ["cpu", 3, "CPU, 3 threads"],
      ["webgpu", undefined, "WebGPU, "],
    ] as const
  ) {
    const engine = await openEngine(device, [], threads);
    assertEquals(engine.device, device);
    assert(engine.description.startsWith(description), engine.description);
    await engine.release();
  }
});
