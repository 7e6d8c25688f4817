import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import type { Tensor, Tensors } from "../../../train/tensors/tensor.ts";
import { foldBatchNorm } from "../../../train/model/fold.ts";

function tensor(shape: number[], ...values: number[]): Tensor {
  return { shape, data: Float32Array.from(values) };
}

/** A normalisation of two channels. */
const NORMALIZATION: Tensors = new Map([
  ["G.x_bn.weight", tensor([2], 3, -0.5)],
  ["G.x_bn.bias", tensor([2], 0.25, 2)],
  ["G.x_bn.running_mean", tensor([2], 1, -4)],
  ["G.x_bn.running_var", tensor([2], 0.04, 9)],
]);

/** What the normalisation makes of a value, straight from its definition. */
function normalize(value: number, channel: 0 | 1): number {
  const get = (name: string) =>
    NORMALIZATION.get(`G.x_bn.${name}`)?.data[channel] as number;
  const deviation = Math.sqrt(get("running_var") + 1e-5);
  return (value - get("running_mean")) / deviation * get("weight") +
    get("bias");
}

Deno.test("foldBatchNorm() gives a layer that does what layer and normalisation do", () => {
  // One input, two outputs of one element: y = w·x + b.
  const tensors: Tensors = new Map([
    ["G.x.weight", tensor([2, 1], 0.7, -1.5)],
    ["G.x.bias", tensor([2], 0.1, 0.2)],
    ...NORMALIZATION,
  ]);
  const { weight, bias } = foldBatchNorm(tensors, "G.x", 0);
  assertEquals([weight.shape, bias.shape], [[2, 1], [2]]);
  for (const x of [-2, 0, 0.3]) {
    for (const channel of [0, 1] as const) {
      const [w, b] = channel === 0 ? [0.7, 0.1] : [-1.5, 0.2];
      assertAlmostEquals(
        (weight.data[channel] as number) * x + (bias.data[channel] as number),
        normalize(w * x + b, channel),
        1e-5,
      );
    }
  }
});

Deno.test("foldBatchNorm() spreads a channel over the pixels of a linear layer", () => {
  // Three pixels to a channel: outputs 0 to 2 are the first channel.
  const tensors: Tensors = new Map([
    ["G.x.weight", tensor([6, 1], 1, 1, 1, 1, 1, 1)],
    ["G.x.bias", tensor([6], 0, 1, 2, 0, 1, 2)],
    ...NORMALIZATION,
  ]);
  const { weight, bias } = foldBatchNorm(tensors, "G.x", 0);
  for (const output of [0, 1, 2, 3, 4, 5]) {
    const channel = output < 3 ? 0 : 1;
    const at = (x: number) =>
      (weight.data[output] as number) * x + (bias.data[output] as number);
    assertAlmostEquals(at(0), normalize(output % 3, channel), 1e-5);
    assertAlmostEquals(at(2), normalize(2 + output % 3, channel), 1e-5);
  }
});

Deno.test("foldBatchNorm() finds the outputs on the second axis of a transposed convolution", () => {
  // [I, O, kH, kW] = [2, 2, 1, 2].
  const tensors: Tensors = new Map([
    ["G.x.weight", tensor([2, 2, 1, 2], 1, 1, 1, 1, 1, 1, 1, 1)],
    ["G.x.bias", tensor([2], 0, 0)],
    ...NORMALIZATION,
  ]);
  const { weight } = foldBatchNorm(tensors, "G.x", 1);
  const [a, b] = [normalize(1, 0), normalize(1, 1)].map((value, channel) =>
    value - normalize(0, channel as 0 | 1)
  );
  assert(a !== undefined && b !== undefined);
  [a, a, b, b, a, a, b, b].forEach((factor, element) =>
    assertAlmostEquals(weight.data[element] as number, factor, 1e-5)
  );
});

Deno.test("foldBatchNorm() leaves a layer alone that has no normalisation", () => {
  const weight = tensor([1], 2);
  const bias = tensor([1], 3);
  const tensors: Tensors = new Map([["G.x.weight", weight], [
    "G.x.bias",
    bias,
  ]]);
  assertEquals(foldBatchNorm(tensors, "G.x", 0), { weight, bias });
});

Deno.test("foldBatchNorm() throws when a tensor is missing", () => {
  assertThrows(
    () => foldBatchNorm(new Map(), "G.x", 0),
    RangeError,
    "The state dict has no tensor G.x.weight",
  );
});
