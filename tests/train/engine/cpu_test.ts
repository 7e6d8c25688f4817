import { assertEquals, assertRejects } from "@std/assert";
import { UserError } from "../../../core/user_error.ts";
import { openCpuEngine } from "../../../train/engine/cpu.ts";
import { DeviceError } from "../../../train/engine/device_error.ts";
import { NativeBuildError } from "../../../train/engine/native.ts";
import { matMul } from "../../../train/graph/operations/matrix.ts";
import { sum } from "../../../train/graph/operations/reduction.ts";
import { compile } from "../../../train/graph/program.ts";
import { feed } from "../../../train/graph/value.ts";

Deno.test("openCpuEngine() names the cure when the native build cannot be had", async () => {
  const load = () => Promise.reject(new NativeBuildError("it is missing"));
  const error = await assertRejects(() => openCpuEngine(1, load), UserError);
  assertEquals(
    error.message,
    "--device is cpu, but it is missing; --device wasm needs no native code",
  );
});

Deno.test("openCpuEngine() opens an engine that says when memory is full, and goes on", async () => {
  const size = 2 ** 23;
  const program = compile({
    name: "square",
    fetches: {
      sum: sum(matMul(feed("column", [size, 1]), feed("row", [1, size]))),
    },
  });
  const small = compile({
    name: "small",
    fetches: { sum: sum(feed("x", [2])) },
  });
  const ones = new Float32Array(size).fill(1);
  const engine = await openCpuEngine(1);
  const error = await assertRejects(
    () => engine.run(program, { column: ones, row: ones }),
    DeviceError,
  );
  assertEquals(
    error.message,
    "this machine has not enough memory: use a smaller --batch, --d or --size",
  );
  assertEquals(await engine.run(small, { x: Float32Array.of(1, 2) }), {
    sum: Float32Array.of(3),
  });
  await engine.release();
});
