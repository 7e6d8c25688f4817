import { assert, assertEquals } from "@std/assert";
import { generatorLayers } from "../../bench/generator_layers.ts";
import { doublingPrograms, subPixelWeight } from "../../bench/sub_pixel.ts";
import { openCpuEngine } from "../../train/engine/cpu.ts";

Deno.test("doublingPrograms() computes the same in both forms", async () => {
  const x = [2, 3, 4, 5];
  const { transposed, subPixel } = doublingPrograms(x, 2);
  const weight = Float32Array.from({ length: 96 }, (_, at) => Math.sin(at));
  const pictures = Float32Array.from({ length: 120 }, (_, at) => Math.cos(at));
  const engine = await openCpuEngine(1);
  const results: Float32Array[] = [];
  for (
    const [program, shape, data] of [
      [transposed, [3, 2, 4, 4], weight],
      [subPixel, [8, 3, 2, 2], subPixelWeight(weight, [3, 2, 4, 4])],
    ] as const
  ) {
    await engine.setState(
      new Map([
        ["x", { shape: x, data: pictures }],
        ["weight", { shape: [...shape], data }],
      ]),
    );
    const { y = new Float32Array() } = await engine.run(program, {});
    assertEquals(y.length, 2 * 2 * 8 * 10);
    results.push(y);
  }
  const [one, other] = results;
  const difference = Math.max(
    ...(one?.map((value, at) => Math.abs(value - (other?.[at] ?? NaN))) ?? []),
  );
  assert(difference < 1e-5, `${difference}`);
  await engine.release();
});

Deno.test("generatorLayers() are those of the generator", () => {
  assertEquals(generatorLayers(4, 8, 32), [
    { x: [8, 32, 2, 2], outputs: 16 },
    { x: [8, 16, 4, 4], outputs: 8 },
    { x: [8, 8, 8, 8], outputs: 4 },
    { x: [8, 4, 16, 16], outputs: 3 },
  ]);
});
