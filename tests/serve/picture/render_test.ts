import { assert, assertEquals, assertRejects } from "@std/assert";
import { loadGenerator } from "../../../core/generator/frozen_generator.ts";
import { openGenerator } from "../../../core/generator/open_generator.ts";
import { labels } from "../../../core/noise/label.ts";
import { latents } from "../../../core/noise/latent.ts";
import { findModels } from "../../../serve/models.ts";
import { type PictureJob, SINGLE } from "../../../serve/picture/job.ts";
import type { Painter } from "../../../core/generator/paint_seed.ts";
import { MAX_BATCH, render } from "../../../serve/picture/render.ts";
import { slerp } from "../../../serve/picture/slerp.ts";
import {
  generatorTensors,
  initialTensors,
} from "../../../train/model/tensors.ts";
import { freezeGenerator } from "../../../train/model/frozen_networks.ts";
import { sampleCard } from "../../fixtures/card.ts";
import { VIVID_GENERATOR } from "../../fixtures/vivid_generator.ts";
import { FakePainter } from "../fake_painter.ts";
import { sha256 } from "../sha256.ts";

function job(
  seeds: readonly number[],
  options: Partial<PictureJob> = {},
): PictureJob {
  return {
    generator: "a",
    weight: 1,
    latents: latents(seeds),
    scale: 1,
    resize: "nearest",
    arrangement: SINGLE,
    format: "png",
    ...options,
  };
}

const WALK = {
  latents: slerp(latents([7]), latents([9]), 4),
  order: [0, 1, 2, 3, 2, 1],
};

/** Jobs whose bytes are known: whoever changes them changes what is cached. */
const GOLDEN: Record<string, [PictureJob, string]> = {
  "a PNG": [
    job([7]),
    "fb1cd31695db0bb2983f09c8bae6ae5d55d9d735c37708781bc07f10cc166e0b",
  ],
  "a JPEG": [
    job([7], { format: "jpg" }),
    "2be60674ce98808539949c8b3176fdc3ac5ee486307e1e5264287002411fe9c3",
  ],
  "a WebP": [
    job([7], { format: "webp" }),
    "f7be15f05f98805521d5ca8a4acaeaf847ba0e04b3c2cd2b1b6b769c5fa98dfd",
  ],
  "a PNG of large pixels": [
    job([7], { scale: 2 }),
    "6b150d81f203ff2ebd98e5820e5caeeaece17d8ad54735e273633b64c4c60e30",
  ],
  "a PNG that is enlarged smoothly": [
    job([7], { scale: 4, resize: "smooth" }),
    "8a540b253d6e51e1eff2e1416581e8dc3afe235bd764a0984d32e3ecca25cd7c",
  ],
  "a grid": [
    job([0, 1, 2, 3], { arrangement: { kind: "grid", columns: 2, gap: 2 } }),
    "6441415cabd1e9b9158c85f0113f11237ca25a8a774d651844609f29d7dccbfd",
  ],
  "a film strip": [
    job([], { ...WALK, arrangement: { kind: "grid", columns: 6, gap: 0 } }),
    "8b8028b13003687768722c12548cd724cedc8b7fe9f1dd667d13ed8ccde719a4",
  ],
  "an animation": [
    job([], {
      ...WALK,
      arrangement: { kind: "animation", repeats: true },
      format: "gif",
    }),
    "1465192e1cedf54c2290667613a8f5ab8d09a4cceaf047338efb2c89c905c0c7",
  ],
};

for (const [name, [wanted, digest]] of Object.entries(GOLDEN)) {
  Deno.test(`render() gives the known bytes for ${name}`, async () => {
    const painter = await loadGenerator(VIVID_GENERATOR);
    const [rendering] = await render(painter, [wanted]);
    assert(rendering !== undefined);
    assertEquals(sha256(rendering.bytes), digest);
  });
}

/** A generator with layers as wide as those that are trained. */
async function wideGenerator(): Promise<Painter> {
  const architecture = { d: 32, height: 32, width: 16 };
  const tensors = initialTensors(generatorTensors(architecture), "paper", 1);
  const { model, parameters } = freezeGenerator(tensors, architecture);
  const card = sampleCard();
  card.architecture = { ...card.architecture, ...architecture };
  card.model = {
    file: "generator.onnx",
    bytes: model.length,
    parameters,
    sha256: sha256(model),
  };
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeFile(`${folder}/generator.onnx`, model);
    await Deno.writeTextFile(`${folder}/generator.json`, JSON.stringify(card));
    return await loadGenerator(new URL(`file://${folder}/`));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("generators paint the same bits alone and in batches of any size", async () => {
  const seeds = Array.from({ length: MAX_BATCH }, (_, index) => 977 * index);
  const shipped = await findModels(
    Deno,
    new URL("../../../weights/", import.meta.url),
    (error) => {
      throw error;
    },
  );
  for (
    const painter of [
      await loadGenerator(VIVID_GENERATOR),
      await wideGenerator(),
      ...await Promise.all(
        shipped.map(async ({ read }) => openGenerator(await read())),
      ),
    ]
  ) {
    const { classes } = painter.card.architecture;
    const paint = (seeds: number[]) =>
      painter.paint(latents(seeds), classes && labels(seeds, classes));
    const alone = seeds.map((seed) => paint([seed]).slice());
    for (let size = 2; size <= MAX_BATCH; size++) {
      const images = paint(seeds.slice(0, size));
      const length = images.length / size;
      for (let index = 0; index < size; index++) {
        assertEquals(
          images.slice(index * length, (index + 1) * length),
          alone[index],
          `picture ${index} of ${size}`,
        );
      }
    }
  }
});

Deno.test("render() paints jobs together in batches of bounded size", async () => {
  const painter = new FakePainter();
  const jobs = [job([1]), job([2, 3, 4, 5, 6, 7, 8, 9]), job([10])];
  const together = await render(painter, jobs);
  assertEquals(painter.batches, [8, 2]);
  for (const [index, wanted] of jobs.entries()) {
    const [alone] = await render(painter, [wanted]);
    assertEquals(together[index]?.bytes, alone?.bytes);
  }
});

Deno.test("render() fails when a still picture should be a GIF", async () => {
  await assertRejects(
    () => render(new FakePainter(), [job([7], { format: "gif" })]),
    RangeError,
  );
});

Deno.test("render() frees what it has painted", async () => {
  const fake = new FakePainter();
  const painted: Float32Array<ArrayBuffer>[] = [];
  const painter: Painter = {
    card: fake.card,
    paint: (latent) => {
      const images = fake.paint(latent);
      painted.push(images);
      return images;
    },
  };
  const seeds = Array.from({ length: MAX_BATCH + 1 }, (_, seed) => seed);
  const grid = job(seeds, {
    arrangement: { kind: "grid", columns: 3, gap: 2 },
  });
  await render(painter, [grid, job([7])]);
  assertEquals(painted.map(({ buffer }) => buffer.detached), [true, true]);
});
