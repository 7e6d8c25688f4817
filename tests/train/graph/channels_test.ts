import { assert } from "@std/assert";
import { uniforms } from "../../../core/noise/random.ts";
import { add, multiply } from "../../../train/graph/operations/arithmetic.ts";
import {
  conv2d,
  convTranspose2d,
} from "../../../train/graph/operations/convolution.ts";
import { reshape } from "../../../train/graph/operations/layout.ts";
import { sum } from "../../../train/graph/operations/reduction.ts";
import { compile } from "../../../train/graph/program.ts";
import {
  constant,
  type Shape,
  sizeOf,
  type Value,
} from "../../../train/graph/value.ts";
import { openEngines } from "../engines.ts";

const [wasm, webgpu] = await openEngines();

// GPU kernels come in variants for channels that are multiples of 3 and of 4.
const INPUTS = [1, 2, 3, 4, 5, 6, 8, 9, 12, 15];
const OUTPUTS = [1, 3, 4, 6, 8];
const HALVING = { stride: 2, padding: 1 };

const OPERATIONS = {
  conv2d: (inputs: number, outputs: number) =>
    conv2d(
      random(inputs, [2, inputs, 6, 4]),
      random(outputs, [outputs, inputs, 4, 4]),
      HALVING,
    ),
  convTranspose2d: (inputs: number, outputs: number) =>
    convTranspose2d(
      random(inputs, [2, inputs, 3, 2]),
      random(outputs, [inputs, outputs, 4, 4]),
      HALVING,
    ),
};

function random(number: number, shape: Shape): Value {
  const numbers = uniforms(1, "dryRun", number, sizeOf(shape));
  return constant(numbers.map((u) => 2 * u - 1), shape);
}

for (const [name, operation] of Object.entries(OPERATIONS)) {
  Deno.test(`${name}() computes on webgpu what it does on wasm for any number of channels`, async () => {
    const pairs = INPUTS.flatMap((inputs) =>
      OUTPUTS.map((outputs) => [inputs, outputs] as const)
    );
    // One number a pair, all in one output: a fetch from a GPU takes time.
    const numbers = pairs.map(([inputs, outputs], index) => {
      const result = operation(inputs, outputs);
      const number = sum(multiply(result, random(index, result.shape)));
      const place = constant(pairs.map((_, at) => +(at === index)), [
        pairs.length,
      ]);
      return multiply(reshape(number, [1]), place);
    });
    const program = compile({
      name: "channels",
      fetches: { numbers: numbers.reduce(add) },
    });
    const expected = (await wasm?.run(program, {}))?.["numbers"];
    const actual = (await webgpu?.run(program, {}))?.["numbers"];
    pairs.forEach(([inputs, outputs], index) => {
      const distance = Math.abs(
        (actual?.[index] as number) - (expected?.[index] as number),
      );
      assert(
        distance < 1e-3,
        `${inputs} to ${outputs} channels differ by ${distance}`,
      );
    });
  });
}
