import {
  assert,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import { randomTensors } from "../../../../bench/frozen_tensors.ts";
import {
  compileModule,
  Engine,
  moduleBytes,
} from "../../../../core/generator/engine/engine.ts";
import { ModelError } from "../../../../core/generator/engine/model/graph.ts";
import { folderUrl } from "../../../../core/folder_url.ts";
import { readGenerator } from "../../../../core/generator/generator_folder.ts";
import type { Precision } from "../../../../core/generator/generator_card.ts";
import { oneHot } from "../../../../core/noise/label.ts";
import { LATENT_SIZE, latents } from "../../../../core/noise/latent.ts";
import { byteOf } from "../../../../core/picture/picture.ts";
import { sha256 } from "../../../../core/sha256.ts";
import { freezeGenerator } from "../../../../train/model/frozen_networks.ts";
import { runModel } from "../../../train/exchange/onnx_session.ts";
import { SHIPPED_FOLDERS } from "../../../shipped.ts";

const module = compileModule();

function frozen(
  d: number,
  height: number,
  width: number,
  precision: Precision,
): Uint8Array<ArrayBuffer> {
  const architecture = { d, height, width };
  return freezeGenerator(randomTensors(architecture), architecture, precision)
    .model;
}

const THREE = ["a", "b", "c"].map((name) => ({ name }));

function conditional(precision: Precision): Uint8Array<ArrayBuffer> {
  const architecture = { d: 3, height: 32, width: 48, classes: THREE };
  return freezeGenerator(randomTensors(architecture), architecture, precision)
    .model;
}

function seeds(count: number): Float32Array<ArrayBuffer> {
  return latents(Array.from({ length: count }, (_, seed) => seed));
}

async function assertPaintsLikeOnnxruntime(
  model: Uint8Array<ArrayBuffer>,
  count: number,
  label?: Float32Array,
): Promise<void> {
  const latent = seeds(count);
  const expected = await runModel(model, {
    latent: { data: latent, shape: [count, LATENT_SIZE] },
    ...label &&
      { label: { data: label, shape: [count, label.length / count] } },
  });
  const painted = new Engine(model, module).paint(latent, label);
  assertEquals(painted.length, expected.length);
  painted.forEach((value, index) => {
    const other = expected[index] as number;
    assert(Math.abs(value - other) <= 1e-4, `${value} is not ${other}`);
    assert(Math.abs(byteOf(value) - byteOf(other)) <= 1);
  });
}

const SWEEP: [number, number, number, Precision, number][] = [
  [1, 16, 16, "float32", 9],
  [1, 64, 64, "int8", 3],
  [2, 48, 80, "float16", 9],
  [3, 16, 48, "float32", 17],
  [4, 32, 32, "float32", 5],
  [5, 32, 16, "int8", 9],
  [8, 128, 96, "float16", 3],
  [13, 48, 48, "int8", 4],
  [16, 64, 64, "float32", 64],
  [24, 80, 64, "float16", 3],
  [32, 128, 96, "float32", 2],
  [32, 64, 64, "int8", 10],
  [64, 64, 64, "float16", 9],
  [128, 64, 64, "float16", 2],
];

for (const [d, height, width, precision, count] of SWEEP) {
  Deno.test(`Engine paints what onnxruntime paints with d = ${d}, ${height}x${width}, ${precision}`, () =>
    assertPaintsLikeOnnxruntime(frozen(d, height, width, precision), count));
}

for (const precision of ["float32", "float16", "int8"] as const) {
  Deno.test(`Engine paints what onnxruntime paints with labels, ${precision}`, async () => {
    const count = 9;
    const labels = Float32Array.from(
      { length: count * THREE.length },
      // Of one class each, or between two.
      (_, at) => [1, 0, 0, 0.25, 0, 0.75][at % 6] as number,
    );
    const model = conditional(precision);
    await assertPaintsLikeOnnxruntime(model, count, labels);
    const others = labels.toReversed();
    const engine = new Engine(model, module);
    assertNotEquals(
      engine.paint(seeds(count), labels),
      engine.paint(seeds(count), others),
    );
  });
}

Deno.test("Engine.paint() throws when there are not as many labels", () => {
  const engine = new Engine(conditional("float16"), module);
  assertThrows(
    () => engine.paint(seeds(2), Float32Array.of(1, 0, 0)),
    RangeError,
    "Cannot paint: 3 numbers are not 2 labels of 3",
  );
});

for (
  const folder of [
    ...SHIPPED_FOLDERS,
    "tests/fixtures/generator",
    "tests/fixtures/vivid_generator",
  ]
) {
  Deno.test(`Engine paints what onnxruntime paints with ${folder}`, async () => {
    const { card, model } = await readGenerator(Deno, folderUrl(folder));
    const { classes } = card.architecture;
    const indices = Array.from({ length: 9 }, (_, seed) => seed % 3);
    const label = classes && oneHot(indices, classes);
    await assertPaintsLikeOnnxruntime(model, 9, label);
  });
}

Deno.test("Engine.paint() makes the same bytes on every machine", async () => {
  const engine = new Engine(frozen(16, 64, 48, "float16"), module);
  const images = engine.paint(seeds(3));
  assertEquals(
    await sha256(new Uint8Array(images.buffer)),
    "0993fa3308c79c97d70d26e2019f4b732f16e43709e7562c92a08aecf40ef12f",
  );
});

Deno.test("Engine.paint() makes the same bytes alone and among others", () => {
  for (const [height, width] of [[64, 64], [48, 16]] as const) {
    const engine = new Engine(frozen(8, height, width, "float16"), module);
    const size = 3 * height * width;
    const together = engine.paint(seeds(21));
    for (const seed of [0, 7, 8, 20]) {
      assertEquals(
        engine.paint(latents([seed])),
        together.slice(size * seed, size * (seed + 1)),
      );
    }
  }
});

Deno.test("Engine.paint() does not change what it painted before", () => {
  const engine = new Engine(frozen(2, 16, 16, "float32"), module);
  const first = engine.paint(latents([1]));
  const copy = first.slice();
  engine.paint(latents([2]));
  assertEquals(first, copy);
});

Deno.test("Engine.paint() throws when the numbers are not latents", () => {
  const engine = new Engine(frozen(1, 16, 16, "float32"), module);
  for (const length of [0, 99, 101]) {
    assertThrows(
      () => engine.paint(new Float32Array(length)),
      RangeError,
      `Cannot paint: ${length} numbers are not one or more latents of 100`,
    );
  }
});

Deno.test("Engine throws when the file is not an ONNX file", () => {
  for (const size of [0, 1, 1000]) {
    assertThrows(
      () => new Engine(new Uint8Array(size).fill(7), module),
      ModelError,
      "it is not a readable ONNX file",
    );
  }
});

Deno.test("Engine throws when the file ends early", () => {
  const model = frozen(2, 16, 16, "float32");
  for (const length of [100, 5000, model.length - 1]) {
    assertThrows(() => new Engine(model.slice(0, length), module), ModelError);
  }
});

Deno.test("moduleBytes() is as long as docs/engine.md says, and always the same", async () => {
  const bytes = moduleBytes();
  // As docs/engine.md says.
  const page = await Deno.readTextFile(
    new URL("../../../../docs/engine.md", import.meta.url),
  );
  const [, kilobytes] = /WebAssembly has ([\d.]+)\s+kB/.exec(page) ?? [];
  assertEquals((bytes.length / 1000).toFixed(1), kilobytes);
  assert(WebAssembly.validate(bytes));
  assertEquals(moduleBytes(), bytes);
  assertEquals(
    WebAssembly.Module.imports(await WebAssembly.compile(bytes)),
    [{ module: "engine", name: "memory", kind: "memory" }] as never,
  );
});
