import { assert, assertEquals, assertLess, assertRejects } from "@std/assert";
import { folderUrl } from "../../../core/folder_url.ts";
import { PRECISIONS } from "../../../core/generator/generator_card.ts";
import { loadGenerator } from "../../../core/generator/frozen_generator.ts";
import { latents } from "../../../core/noise/latent.ts";
import { UserError } from "../../../core/user_error.ts";
import { readFrozen } from "../../../train/exchange/read_frozen.ts";
import { freezeRun } from "../../../train/freeze/freeze_run.ts";
import { writeGenerator } from "../../../train/freeze/write_generator.ts";
import { BATCH_NORM } from "../../../train/model/layers.ts";
import { generatorTensors } from "../../../train/model/tensors.ts";
import type { Tensors } from "../../../train/tensors/tensor.ts";
import { tinyOptions, trainTiny } from "../run/tiny_run.ts";
import { largestDifference } from "./reference.ts";
import { withFolder } from "../../folder.ts";

/** Elements of a tensor that must be there. */
function elements(tensors: Tensors, name: string): Float32Array {
  return tensors.get(name)!.data;
}

Deno.test("readFrozen() gives a generator that paints what the frozen one paints, in every precision", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { epochs: 2, lr: 0.05, ema: 10 });
    const { folder: run } = await trainTiny({ ...options, width: 48 });
    const noise = latents([1, 2, 3, 4]);
    for (const precision of PRECISIONS) {
      const card = await freezeRun(run, `${folder}/a`, { precision });
      const frozen = await readFrozen(folderUrl(`${folder}/a`));
      assertEquals(frozen.card, card);
      const { generator } = frozen;
      assertEquals(
        Array.from(generator, ([name, { shape }]) => ({ name, shape })),
        generatorTensors(card.architecture)
          .map(({ name, shape }) => ({ name, shape })),
      );
      await writeGenerator(
        `${folder}/b`,
        generator,
        card.architecture,
        card,
        "float32",
      );
      const [before, after] = await Promise.all(
        ["a", "b"].map(async (name) =>
          (await loadGenerator(folderUrl(`${folder}/${name}`))).paint(noise)
        ),
      ) as [Float32Array, Float32Array];
      assert(Math.max(...before) - Math.min(...before) > 0.05);
      assertLess(largestDifference(after, before), 1e-5, precision);
    }
  }));

Deno.test("readFrozen() measures what each layer makes, as training would", () =>
  withFolder(async (folder) => {
    const { folder: run } = await trainTiny(
      tinyOptions(folder, { epochs: 2, lr: 0.05 }),
    );
    await freezeRun(run, folder, { precision: "float32" });
    const { generator } = await readFrozen(folderUrl(folder));
    const weight = elements(generator, "G.linear.weight");
    const bias = elements(generator, "G.linear.bias");
    const pixels = 4;
    const { epsilon } = BATCH_NORM;
    elements(generator, "G.linear_bn.running_var").forEach(
      (variance, channel) => {
        const mean = elements(generator, "G.linear_bn.running_mean")[channel]!;
        const of = (values: Float32Array, size: number) =>
          values.subarray(channel * size, (channel + 1) * size);
        const own = of(bias, pixels);
        // Of latents N(0, 1), the sum of a row's squares is its variance.
        const expected = own.reduce((sum, b) => sum + b, 0) / pixels;
        const spread = own.reduce((sum, b) => sum + (b - expected) ** 2, 0) /
            pixels + of(weight, 100 * pixels)
              .reduce((sum, w) => sum + w * w, 0) / pixels;
        assertLess(Math.abs(variance / spread - 1), 0.25);
        assertLess(Math.abs(mean - expected), 0.25 * Math.sqrt(spread));
        assertEquals(
          elements(generator, "G.linear_bn.weight")[channel],
          Math.fround(Math.sqrt(variance + epsilon)),
        );
        assertEquals(
          elements(generator, "G.linear_bn.bias")[channel],
          mean,
        );
      },
    );
  }));

Deno.test("readFrozen() refuses a model that is not the network on its card", () =>
  withFolder(async (folder) => {
    const { folder: run } = await trainTiny(tinyOptions(folder, { epochs: 1 }));
    await freezeRun(run, folder);
    const file = `${folder}/generator.json`;
    const card = JSON.parse(await Deno.readTextFile(file));
    card.architecture.d = 4;
    await Deno.writeTextFile(file, JSON.stringify(card));
    const { message } = await assertRejects(
      () => readFrozen(folderUrl(folder)),
      UserError,
    );
    assertEquals(
      message,
      `${folder}/generator.onnx: G.linear.weight has shape [64,100], its card says [128,100]`,
    );
  }));
