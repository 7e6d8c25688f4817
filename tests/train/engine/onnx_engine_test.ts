import { assertEquals, assertRejects } from "@std/assert";
import * as ortWasm from "onnxruntime-web";
import * as ortWebGpu from "onnxruntime-web/webgpu";
import * as ortNative from "onnxruntime-node";
import { OnnxEngine } from "../../../train/engine/onnx_engine.ts";
import { add, multiply } from "../../../train/graph/operations/arithmetic.ts";
import { sum } from "../../../train/graph/operations/reduction.ts";
import { compile } from "../../../train/graph/program.ts";
import { feed, state } from "../../../train/graph/value.ts";
import { openEngines } from "../engines.ts";
import { ObservedRuntime } from "./observed_runtime.ts";

const engines = await openEngines();

/** A tensor `[2, data.length / 2]` of state. */
function matrix(...data: number[]) {
  return { shape: [2, data.length / 2], data: Float32Array.from(data) };
}

const amount = feed("amount", [2, 2]);
const total = state("total", [2, 2]);
/** Adds to the total; `scale` is read and stays. */
const accumulate = compile({
  name: "accumulate",
  fetches: { sum: sum(total) },
  updates: { total: add(total, multiply(amount, state("scale", [1, 2]))) },
});
const ones = Float32Array.of(1, 1, 1, 1);

const START = new Map([
  ["total", matrix(1, 2, 3, 4)],
  ["scale", { shape: [1, 2], data: Float32Array.of(1, 10) }],
]);

for (const engine of engines) {
  const { device } = engine;

  Deno.test(`OnnxEngine.getState() gives back what was set on ${device}`, async () => {
    await engine.setState(START);
    const names = ["total", "scale"];
    assertEquals(await engine.getState(names), START);
    assertEquals(
      await engine.getState(["scale"]),
      new Map([...START].slice(1)),
    );
    // All of it by default, with what was set before.
    const all = await engine.getState();
    for (const [name, tensor] of START) assertEquals(all.get(name), tensor);
  });

  Deno.test(`OnnxEngine.getState() hands out copies on ${device}`, async () => {
    await engine.setState(START);
    (await engine.getState(["total"])).get("total")?.data.fill(7);
    assertEquals(
      (await engine.getState(["total"])).get("total"),
      matrix(1, 2, 3, 4),
    );
  });

  Deno.test(`OnnxEngine.setState() copies what it is given on ${device}`, async () => {
    const given = matrix(1, 2, 3, 4);
    await engine.setState(new Map([["total", given]]));
    given.data.fill(7);
    assertEquals(
      (await engine.getState(["total"])).get("total"),
      matrix(1, 2, 3, 4),
    );
  });

  Deno.test(`OnnxEngine.run() replaces the state it updates on ${device}`, async () => {
    await engine.setState(START);
    const first = await engine.run(accumulate, { amount: ones });
    // Fetches are of the state before the update.
    assertEquals(first, { sum: Float32Array.of(10) });
    const second = await engine.run(accumulate, { amount: ones });
    assertEquals(second, { sum: Float32Array.of(32) });
    assertEquals(
      await engine.getState(["total", "scale"]),
      new Map([...START, ["total", matrix(3, 22, 5, 24)]]),
    );
  });

  Deno.test(`OnnxEngine.fetch() reads what each run has fetched on ${device}`, async () => {
    await engine.setState(START);
    const first = await engine.submit(accumulate, { amount: ones });
    const second = await engine.submit(accumulate, { amount: ones });
    assertEquals(await engine.fetch([first, second]), [
      { sum: Float32Array.of(10) },
      { sum: Float32Array.of(32) },
    ]);
    assertEquals(
      (await engine.getState(["total"])).get("total"),
      matrix(3, 22, 5, 24),
    );
    assertEquals(await engine.fetch([]), []);
  });

  Deno.test(`OnnxEngine.run() goes on after its state was read on ${device}`, async () => {
    await engine.setState(START);
    await engine.run(accumulate, { amount: ones });
    assertEquals(
      (await engine.getState(["total"])).get("total"),
      matrix(2, 12, 4, 14),
    );
    await engine.run(accumulate, { amount: ones });
    assertEquals(
      (await engine.getState(["total"])).get("total"),
      matrix(3, 22, 5, 24),
    );
  });

  Deno.test(`OnnxEngine.setState() replaces what a run left on ${device}`, async () => {
    await engine.setState(START);
    await engine.run(accumulate, { amount: ones });
    await engine.setState(new Map([["total", matrix(0, 0, 0, 0)]]));
    await engine.run(accumulate, { amount: ones });
    assertEquals(
      (await engine.getState(["total"])).get("total"),
      matrix(1, 10, 1, 10),
    );
  });

  Deno.test(`OnnxEngine carries out overlapping calls one after the other on ${device}`, async () => {
    const [, first, , , second] = await Promise.all([
      engine.setState(START),
      engine.run(accumulate, { amount: ones }),
      engine.run(accumulate, { amount: ones }),
      engine.setState(new Map([["total", matrix(0, 0, 0, 0)]])),
      engine.run(accumulate, { amount: ones }),
    ]);
    const last = engine.run(accumulate, { amount: ones });
    const after = await engine.getState(["total"]);
    assertEquals(first, { sum: Float32Array.of(10) });
    assertEquals(second, { sum: Float32Array.of(0) });
    assertEquals(await last, { sum: Float32Array.of(22) });
    assertEquals(after.get("total"), matrix(2, 20, 2, 20));
  });

  Deno.test(`OnnxEngine.run() rejects feeds that do not fit on ${device}`, async () => {
    await engine.setState(START);
    await assertRejects(
      () => engine.run(accumulate, {}),
      RangeError,
      "Feed amount of accumulate is missing",
    );
    await assertRejects(
      () => engine.run(accumulate, { amount: Float32Array.of(1, 2) }),
      RangeError,
      "Feed amount of accumulate has 2 elements, its shape is [2,2]",
    );
    // Nothing happened to the state, and the engine goes on.
    const { sum } = await engine.run(accumulate, { amount: ones });
    assertEquals(sum, Float32Array.of(10));
  });

  Deno.test(`OnnxEngine.run() rejects a part of an element of an open batch on ${device}`, async () => {
    const open = compile({
      name: "open",
      fetches: { y: multiply(feed("x", [1, 3]), 2) },
      anyBatch: true,
    });
    const { y } = await engine.run(open, { x: new Float32Array(6).fill(1) });
    assertEquals(y, new Float32Array(6).fill(2));
    for (const size of [0, 4]) {
      await assertRejects(
        () => engine.run(open, { x: new Float32Array(size) }),
        RangeError,
        `Feed x of open has ${size} elements`,
      );
    }
  });

  Deno.test(`OnnxEngine.run() rejects state that does not fit on ${device}`, async () => {
    const program = compile({
      name: "missing",
      fetches: { y: multiply(state("never set", [2]), 2) },
    });
    await assertRejects(
      () => engine.run(program, {}),
      RangeError,
      "State never set was never set",
    );
    await engine.setState(
      new Map([["total", { shape: [4], data: new Float32Array(4) }]]),
    );
    await assertRejects(
      () => engine.run(accumulate, { amount: ones }),
      RangeError,
      "State total has shape [4], the program wants [2,2]",
    );
  });

  Deno.test(`OnnxEngine.getState() rejects names that were never set on ${device}`, async () => {
    await assertRejects(
      () => engine.getState(["nothing"]),
      RangeError,
      "State nothing was never set",
    );
  });
}

// The engines above have started all builds with their settings.
const BUILDS = [
  { device: "wasm", ort: ortWasm, location: "cpu" },
  { device: "cpu", ort: ortNative, location: "cpu" },
  { device: "webgpu", ort: ortWebGpu, location: "gpu-buffer" },
] as const;

function observedEngine(
  device: (typeof BUILDS)[number]["device"],
  runtime: ObservedRuntime,
): OnnxEngine {
  return new OnnxEngine({
    device,
    description: "observed",
    ort: runtime,
    session: { executionProviders: [device] },
  });
}

for (const { device, ort, location } of BUILDS) {
  Deno.test(`OnnxEngine keeps state on the device and disposes of it once on ${device}`, async () => {
    const runtime = new ObservedRuntime(ort);
    const engine = observedEngine(device, runtime);
    await engine.setState(START);
    for (let step = 0; step < 4; step++) {
      await engine.run(accumulate, { amount: ones });
    }
    const cpu = "cpu" as const;
    assertEquals(runtime.inputLocations, [
      { amount: cpu, total: cpu, scale: cpu },
      { amount: cpu, total: location, scale: cpu },
      { amount: cpu, total: location, scale: cpu },
      { amount: cpu, total: location, scale: cpu },
    ]);
    // On a GPU outputs replace the tensor that was set, and the last is the
    // current one; on the processor they are copied into it.
    const isGpu = location !== "cpu";
    assertEquals(runtime.disposalsOf("total"), [isGpu ? 1 : 0]);
    assertEquals(runtime.disposalsOf("total.next"), [1, 1, 1, isGpu ? 0 : 1]);
    assertEquals(runtime.disposalsOf("scale"), [0]);

    await engine.setState(new Map([["total", matrix(0, 0, 0, 0)]]));
    assertEquals(runtime.disposalsOf("total"), [1]);
    assertEquals(runtime.disposalsOf("total.next"), [1, 1, 1, 1]);
    await engine.run(accumulate, { amount: ones });
    assertEquals(runtime.openSessions, 1);
    await engine.release();
    assertEquals(runtime.openSessions, 0);
    assertEquals(runtime.disposalsOf("total"), [1, 1]);
    assertEquals(runtime.disposalsOf("total.next"), [1, 1, 1, 1, 1]);
    assertEquals(runtime.disposalsOf("scale"), [1]);
  });

  if (location === "cpu") {
    Deno.test(`OnnxEngine.run() frees the memory of what it copies on ${device}`, async () => {
      const runtime = new ObservedRuntime(ort);
      const engine = observedEngine(device, runtime);
      await engine.setState(START);
      const { sum } = await engine.run(accumulate, { amount: ones });
      const detached = (name: string) =>
        [...runtime.seen.values()].filter((tensor) => tensor.name === name)
          .map(({ buffer }) => buffer?.detached);
      assertEquals(detached("total.next"), [true]);
      assertEquals(detached("total"), [false]);
      assertEquals(sum, Float32Array.of(10));
      await engine.release();
    });
  }

  Deno.test(`OnnxEngine.fetch() waits for all at once on ${device}`, async () => {
    const runtime = new ObservedRuntime(ort);
    const engine = observedEngine(device, runtime);
    await engine.setState(START);
    const submit = () => engine.submit(accumulate, { amount: ones });
    await engine.fetch([await submit(), await submit()]);
    assertEquals(
      runtime.order,
      device === "webgpu"
        ? ["run", "run", "download", "download"]
        : ["run", "run"],
    );
    await engine.release();
  });

  Deno.test(`OnnxEngine never calls onnxruntime twice at once on ${device}`, async () => {
    const runtime = new ObservedRuntime(ort);
    const open = () => observedEngine(device, runtime);
    const engine = open();
    const second = open();
    const other = compile({ name: "other", fetches: { y: add(amount, 1) } });
    await Promise.all([
      engine.setState(START),
      engine.run(accumulate, { amount: ones }),
      engine.run(other, { amount: ones }),
      second.run(other, { amount: ones }),
      engine.run(accumulate, { amount: ones }),
      second.release(),
      engine.release(),
    ]);
    assertEquals(runtime.mostCalls, 1);
    assertEquals(runtime.openSessions, 0);
  });
}
