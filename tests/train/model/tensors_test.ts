import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { decodeSafetensors } from "../../../train/tensors/safetensors.ts";
import type { Tensors } from "../../../train/tensors/tensor.ts";
import {
  discriminatorTensors,
  generatorTensors,
  initialTensors,
  isParameter,
  type TensorSpec,
} from "../../../train/model/tensors.ts";

const FIXTURES = new URL("../../fixtures/reference/", import.meta.url);

function bothNetworks(d: number, height: number, width: number): TensorSpec[] {
  const architecture = { d, height, width };
  return [
    ...generatorTensors(architecture),
    ...discriminatorTensors(architecture),
  ];
}

/** `[name, shape]` of tensors whose name begins with a prefix, without it. */
function namesAndShapes(tensors: Tensors, prefix: string) {
  return [...tensors]
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, { shape }]) => [name.slice(prefix.length), shape]);
}

for (const file of ["adam-64x64", "sgd-64x64", "export"]) {
  Deno.test(`generatorTensors() and discriminatorTensors() are PyTorch's state dicts in ${file}`, async () => {
    const { tensors, metadata } = decodeSafetensors(
      await Deno.readFile(new URL(`${file}.safetensors`, FIXTURES)),
    );
    const { d, height, width } = metadata;
    const specs = bothNetworks(Number(d), Number(height), Number(width));
    const expected = specs.map(({ name, shape }) => [name, shape]);
    assertEquals(expected.length, 48);
    assertEquals(namesAndShapes(tensors, "initial."), expected);
    assertEquals(
      namesAndShapes(tensors, "final.")
        .filter(([name]) => !`${name}`.includes(".optimizer.")),
      expected,
    );
  });
}

Deno.test("generatorTensors() follow d and the size of the pictures", () => {
  const specs = generatorTensors({ d: 3, height: 48, width: 80 });
  const shapes = new Map(specs.map(({ name, shape }) => [name, shape]));
  assertEquals(shapes.get("G.linear.weight"), [8 * 3 * 3 * 5, 100]);
  assertEquals(shapes.get("G.linear.bias"), [8 * 3 * 3 * 5]);
  assertEquals(shapes.get("G.linear_bn.weight"), [24]);
  assertEquals(shapes.get("G.deconv1.weight"), [24, 12, 4, 4]);
  assertEquals(shapes.get("G.deconv3.weight"), [6, 3, 4, 4]);
  assertEquals(shapes.get("G.deconv4.weight"), [3, 3, 4, 4]);
  assertEquals(shapes.has("G.deconv4_bn.weight"), false);
});

Deno.test("discriminatorTensors() follow d and the size of the pictures", () => {
  const specs = discriminatorTensors({ d: 3, height: 48, width: 80 });
  const shapes = new Map(specs.map(({ name, shape }) => [name, shape]));
  assertEquals(shapes.get("D.conv1.weight"), [3, 3, 4, 4]);
  assertEquals(shapes.has("D.conv1_bn.weight"), false);
  assertEquals(shapes.get("D.conv4.weight"), [24, 12, 4, 4]);
  assertEquals(shapes.get("D.conv4_bn.running_var"), [24]);
  assertEquals(shapes.get("D.linear.weight"), [1, 24 * 3 * 5]);
  assertEquals(shapes.get("D.linear.bias"), [1]);
});

Deno.test("isParameter() is false for running statistics only", () => {
  for (const spec of bothNetworks(4, 32, 32)) {
    assertEquals(isParameter(spec), !spec.name.includes(".running_"));
  }
});

Deno.test("the biases in front of a batch normalisation are marked as cancelled", () => {
  const cancelled = bothNetworks(4, 32, 32)
    .filter((spec) => spec.cancelled)
    .map(({ name }) => name);
  assertEquals(cancelled, [
    "G.linear.bias",
    "G.deconv1.bias",
    "G.deconv2.bias",
    "G.deconv3.bias",
    "D.conv2.bias",
    "D.conv3.bias",
    "D.conv4.bias",
  ]);
});

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
}

function deviation(numbers: readonly number[]): number {
  const center = mean(numbers);
  return Math.sqrt(mean(numbers.map((x) => (x - center) ** 2)));
}

/** Asserts that numbers look like N(expected, 0.02). */
function assertNormal(numbers: readonly number[], expected: number) {
  const error = 0.02 / Math.sqrt(numbers.length);
  const center = mean(numbers);
  assert(Math.abs(center - expected) < 5 * error, `the mean is ${center}`);
  const spread = deviation(numbers);
  assert(Math.abs(spread - 0.02) < 5 * error, `the deviation is ${spread}`);
}

for (
  const [initialization, center] of [["reference", 0.1], ["paper", 1]] as const
) {
  Deno.test(`initialTensors() draws from the distributions of the ${initialization}`, () => {
    const specs = bothNetworks(16, 32, 32);
    const tensors = initialTensors(specs, initialization, 5);
    assertEquals([...tensors.keys()], specs.map(({ name }) => name));
    const batchNormWeights: number[] = [];
    for (const { name, shape, role } of specs) {
      const tensor = tensors.get(name);
      assertEquals(tensor?.shape, shape);
      const numbers = [...tensor?.data ?? []];
      assertEquals(numbers.length, shape.reduce((a, b) => a * b));
      if (role === "weight") assertNormal(numbers, 0);
      else if (role === "batchNormWeight") batchNormWeights.push(...numbers);
      else if (role === "runningVariance") {
        assert(numbers.every((x) => x === 1), name);
      } else if (role !== "bias") {
        assert(numbers.every((x) => x === 0), name);
      }
    }
    assertNormal(batchNormWeights, center);
  });
}

Deno.test("initialTensors() starts biases as PyTorch does", () => {
  const specs = bothNetworks(16, 32, 32);
  const tensors = initialTensors(specs, "reference", 5);
  for (const { name, role } of specs) {
    if (role !== "bias") continue;
    const biases = [...tensors.get(name)?.data ?? []];
    if (!name.startsWith("D.conv")) {
      assert(biases.every((x) => x === 0), name);
      continue;
    }
    const kernel = tensors.get(name.replace("bias", "weight"))?.shape;
    const fanIn = kernel?.slice(1).reduce((a, b) => a * b) as number;
    const bound = 1 / Math.sqrt(fanIn);
    assert(biases.every((x) => Math.abs(x) <= bound), name);
    // Uniform in ±bound: it reaches far out, and its deviation is bound / √3.
    assert(biases.some((x) => Math.abs(x) > 0.75 * bound), name);
    const spread = deviation(biases) * Math.sqrt(3) / bound;
    assert(spread > 0.6 && spread < 1.4, `${name} spreads by ${spread}`);
  }
});

Deno.test("initialTensors() repeats its numbers for the same seed only", () => {
  const specs = bothNetworks(4, 32, 32);
  const tensors = initialTensors(specs, "paper", 7);
  assertEquals(initialTensors(specs, "paper", 7), tensors);
  const others = initialTensors(specs, "paper", 8);
  for (const { name, role } of specs) {
    if (role === "weight" || role === "batchNormWeight") {
      assertNotEquals(others.get(name), tensors.get(name), name);
    }
  }
});

Deno.test("initialTensors() draws different numbers for tensors of one shape", () => {
  const tensors = initialTensors(bothNetworks(3, 32, 32), "paper", 7);
  // Both [24, 12, 4, 4].
  assertNotEquals(
    tensors.get("G.deconv1.weight")?.data,
    tensors.get("D.conv4.weight")?.data,
  );
});
