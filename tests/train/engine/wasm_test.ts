import { assertEquals, assertRejects } from "@std/assert";
import { DeviceError } from "../../../train/engine/device_error.ts";
import { openWasmEngine } from "../../../train/engine/wasm.ts";
import { matMul } from "../../../train/graph/operations/matrix.ts";
import { sum } from "../../../train/graph/operations/reduction.ts";
import { compile } from "../../../train/graph/program.ts";
import { feed } from "../../../train/graph/value.ts";

/** A product of a column and a row that has `size`² elements. */
function square(size: number) {
  const program = compile({
    name: "square",
    fetches: {
      sum: sum(matMul(feed("column", [size, 1]), feed("row", [1, size]))),
    },
  });
  const ones = new Float32Array(size).fill(1);
  return { program, feeds: { column: ones, row: ones } };
}

Deno.test("openWasmEngine() opens an engine for more values than it can have, and says which do not fit", async () => {
  // One alone has more than 4 GiB; the other has less, but no more is free.
  const larger = square(40_000);
  const large = square(32_750);
  const small = square(10);
  const engine = await openWasmEngine([larger.program], 1);
  for (const { program, feeds } of [larger, large]) {
    assertEquals(await engine.run(small.program, small.feeds), {
      sum: Float32Array.of(100),
    });
    const error = await assertRejects(
      () => engine.run(program, feeds),
      DeviceError,
    );
    assertEquals(
      error.message,
      "the WASM engine is out of memory, of which it can have 4 GiB at most: use a smaller --batch, --d or --size",
    );
  }
  await engine.release();
});
