import { assert, assertEquals, assertRejects } from "@std/assert";
import { createHash } from "node:crypto";
import { randomTensors } from "../../../bench/frozen_tensors.ts";
import { folderUrl } from "../../../core/folder_url.ts";
import { loadGenerator } from "../../../core/generator/frozen_generator.ts";
import {
  type Precision,
  PRECISIONS,
} from "../../../core/generator/generator_card.ts";
import { latents } from "../../../core/noise/latent.ts";
import { UserError } from "../../../core/user_error.ts";
import { writeGenerator } from "../../../train/freeze/write_generator.ts";
import { withFolder } from "../../folder.ts";

const ARCHITECTURE = { d: 4, height: 32, width: 32 };

async function freezeAndPaint(
  folder: string,
  precision: Precision,
  seeds: number[],
) {
  const card = await writeGenerator(
    folder,
    randomTensors(ARCHITECTURE),
    ARCHITECTURE,
    {
      name: precision,
      trainingData: { source: "nothing" },
      training: { device: "none", weights: "last", options: {} },
    },
    precision,
  );
  const generator = await loadGenerator(folderUrl(folder));
  assertEquals(generator.card.model.precision, precision);
  const together = generator.paint(latents(seeds));
  const alone = generator.paint(latents(seeds.slice(0, 1)));
  // A batch makes no difference to the bits.
  assertEquals(together.slice(0, alone.length), alone);
  return { card, images: together };
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, x, i) => Math.max(most, Math.abs(x - (b[i] ?? 9))), 0);
}

Deno.test("writeGenerator() stores weights in fewer bytes at little cost", () =>
  withFolder(async (folder) => {
    const [float32, float16, int8] = await Promise.all(
      PRECISIONS.map((precision) =>
        freezeAndPaint(`${folder}/${precision}`, precision, [1, 2, 3])
      ),
    );
    assert(float32 && float16 && int8);
    assert(Math.max(...float32.images) > 0.5);
    const bytes = [float32, float16, int8].map(({ card }) => card.model.bytes);
    const [all = 0, half = 0, quarter = 0] = bytes;
    assert(half < 0.6 * all, `${bytes}`);
    assert(quarter < 0.4 * all, `${bytes}`);
    const off16 = largestDifference(float32.images, float16.images);
    const off8 = largestDifference(float32.images, int8.images);
    // A level of 8 bits is 0.0078.
    assert(off16 > 0 && off16 < 0.004, `${off16}`);
    assert(off8 > off16 && off8 < 0.1, `${off8}`);
  }));

const KNOWN: Record<Precision, string> = {
  float32: "b56354b52a7b43ff9b6889c6b056b3bf37a1334b4250766b04896e5ff9e030cd",
  float16: "dded630cda1abdacbfb14469dfdfbb6e30601b9444167ea97717e2db8f25eabb",
  int8: "de4da69f79ed9eb2be0e8e5b4b5246fe2949ee08c75e7ebe7fa8e0abf809cc6d",
};

for (const precision of PRECISIONS) {
  Deno.test(`a generator stored as ${precision} paints the known bits`, () =>
    withFolder(async (folder) => {
      const { images } = await freezeAndPaint(folder, precision, [7]);
      const bytes = new Uint8Array(images.slice().buffer);
      assertEquals(
        createHash("sha256").update(bytes).digest("hex"),
        KNOWN[precision],
      );
    }));
}

Deno.test("writeGenerator() says when a weight is too large for its precision", () =>
  withFolder(async (folder) => {
    const tensors = new Map(randomTensors(ARCHITECTURE));
    const name = "G.deconv4.weight";
    const { shape, data } = tensors.get(name) ?? { shape: [], data: [] };
    const large = Float32Array.from(data);
    large[3] = 70_000;
    tensors.set(name, { shape, data: large });
    await assertRejects(
      () =>
        writeGenerator(folder, tensors, ARCHITECTURE, {
          name: "large",
          trainingData: { source: "nothing" },
          training: { device: "none", weights: "last", options: {} },
        }, "float16"),
      UserError,
      "Cannot store 70000 as float16: the generator needs --precision float32",
    );
    assertEquals([...Deno.readDirSync(folder)], []);
  }));
