/** Conditional networks are Radford's with another bias, or other weights. */

import { assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import { oneHot } from "../../../core/noise/label.ts";
import { latents } from "../../../core/noise/latent.ts";
import { normals } from "../../../core/noise/random.ts";
import {
  freezeDiscriminator,
  freezeGenerator,
} from "../../../train/model/frozen_networks.ts";
import {
  classCount,
  discriminatorTensors,
  generatorTensors,
  initialTensors,
} from "../../../train/model/tensors.ts";
import type { Tensor, Tensors } from "../../../train/tensors/tensor.ts";
import { runModel } from "../exchange/onnx_session.ts";
import { stirred } from "./stirred.ts";

const PLAIN = { d: 2, height: 16, width: 32 };
const CLASSES = [{ name: "cat" }, { name: "dog" }, { name: "owl" }];
const ARCHITECTURE = { ...PLAIN, classes: CLASSES };
const COUNT = 2;

function get(tensors: Tensors, name: string): Tensor {
  return tensors.get(name) as Tensor;
}

/** A row of an embedding added to a tensor of as many numbers. */
function plus(tensor: Tensor, embedding: Tensor, label: number): Tensor {
  const row = embedding.data.subarray(label * tensor.data.length);
  return {
    shape: tensor.shape,
    data: tensor.data.map((x, index) => x + (row[index] as number)),
  };
}

function assertClose(a: Float32Array, b: Float32Array): void {
  assertEquals(a.length, b.length);
  a.forEach((x, index) => assertAlmostEquals(x, b[index] as number, 1e-4));
}

Deno.test("generatorTensors() and discriminatorTensors() end with an embedding of the classes", () => {
  const G = generatorTensors(ARCHITECTURE);
  assertEquals(G.slice(0, -1), generatorTensors(PLAIN));
  assertEquals(G.at(-1)?.name, "G.embedding.weight");
  assertEquals(G.at(-1)?.shape, [3, 8 * 2 * 1 * 2]);
  const D = discriminatorTensors(ARCHITECTURE);
  assertEquals(D.slice(0, -1), discriminatorTensors(PLAIN));
  assertEquals(D.at(-1)?.name, "D.embedding.weight");
  assertEquals(D.at(-1)?.shape, [3, 8 * 2 * 1 * 2]);
  assertEquals(classCount(initialTensors(G, "paper", 0)), 3);
});

Deno.test("generator() adds the row of the class to the first layer's bias", async () => {
  const tensors = stirred(generatorTensors(ARCHITECTURE));
  const { model } = freezeGenerator(tensors, ARCHITECTURE);
  const latent = { data: latents([1, 2]), shape: [COUNT, 100] };
  const paint = (label: number) =>
    runModel(model, {
      latent,
      label: { data: oneHot([label, label], CLASSES), shape: [COUNT, 3] },
    });
  for (const label of [0, 2]) {
    const bias = get(tensors, "G.linear.bias");
    const own = new Map([...tensors, [
      "G.linear.bias",
      plus(bias, get(tensors, "G.embedding.weight"), label),
    ]]);
    const plain = freezeGenerator(own, PLAIN).model;
    assertClose(await paint(label), await runModel(plain, { latent }));
  }
  assertNotEquals(await paint(0), await paint(1));
});

Deno.test("discriminator() adds the row of the class to the last layer's weights", async () => {
  const tensors = stirred(discriminatorTensors(ARCHITECTURE));
  const model = freezeDiscriminator(tensors, ARCHITECTURE);
  const images = {
    data: normals(1, "dryRun", 0, COUNT * 3 * 16 * 32),
    shape: [COUNT, 3, 16, 32],
  };
  const mixed = oneHot([2, 0], CLASSES);
  const logits = await runModel(model, {
    images,
    label: { data: mixed, shape: [COUNT, 3] },
  });
  for (const [row, label] of [[0, 2], [1, 0]] as const) {
    const weight = get(tensors, "D.linear.weight");
    const own = new Map([...tensors, [
      "D.linear.weight",
      plus(weight, get(tensors, "D.embedding.weight"), label),
    ]]);
    const plain = await runModel(freezeDiscriminator(own, PLAIN), { images });
    assertAlmostEquals(
      logits[row] as number,
      plain[row] as number,
      1e-3 * Math.abs(plain[row] as number),
    );
  }
});
