import { assert, assertEquals } from "@std/assert";
import { adapterName, openWebGpuEngine } from "../../../train/engine/webgpu.ts";
import { add } from "../../../train/graph/operations/arithmetic.ts";
import { compile } from "../../../train/graph/program.ts";
import { feed, state } from "../../../train/graph/value.ts";
import { fakeAdapter } from "./fake_adapter.ts";

Deno.test("openWebGpuEngine() holds as many GPU buffers after every run, and none when released", async () => {
  const { createBuffer } = GPUDevice.prototype;
  const { destroy } = GPUBuffer.prototype;
  const held = new Set<GPUBuffer>();
  GPUDevice.prototype.createBuffer = function (descriptor) {
    const buffer = createBuffer.call(this, descriptor);
    held.add(buffer);
    return buffer;
  };
  GPUBuffer.prototype.destroy = function () {
    held.delete(this);
    return destroy.call(this);
  };
  try {
    const size = 1024;
    const total = state("total", [size]);
    const program = compile({
      name: "accumulate",
      fetches: {},
      updates: { total: add(total, feed("amount", [size])) },
    });
    const engine = await openWebGpuEngine();
    await engine.setState(
      new Map([["total", { shape: [size], data: new Float32Array(size) }]]),
    );
    const counts: number[] = [];
    for (let step = 0; step < 6; step++) {
      await engine.run(program, { amount: new Float32Array(size).fill(1) });
      counts.push(held.size);
    }
    const { data } = (await engine.getState()).get("total") ?? {};
    assertEquals(data, new Float32Array(size).fill(6));
    assert((counts[2] as number) > 0);
    assertEquals(counts.slice(2), Array(4).fill(counts[2]));
    await engine.release();
    assertEquals(held.size, 0);
  } finally {
    GPUDevice.prototype.createBuffer = createBuffer;
    GPUBuffer.prototype.destroy = destroy;
  }
});

Deno.test("adapterName() is the most telling name there is", () => {
  const names = { vendor: "4318", device: "8976", description: "NVIDIA H100" };
  assertEquals(adapterName(fakeAdapter(names)), "NVIDIA H100");
  assertEquals(adapterName(fakeAdapter({ ...names, description: "" })), "8976");
  assertEquals(adapterName(fakeAdapter({ vendor: "4318" })), "4318");
  assertEquals(adapterName(fakeAdapter({})), "unnamed adapter");
});
