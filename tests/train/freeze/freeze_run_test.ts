import { trainerOptions } from "../../../train/step/trainer_options.ts";
import {
  assert,
  assertEquals,
  assertFalse,
  assertLess,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { createHash } from "node:crypto";
import { folderUrl } from "../../../core/folder_url.ts";
import { loadGenerator } from "../../../core/generator/frozen_generator.ts";
import { parseGeneratorCard } from "../../../core/generator/parse_generator_card.ts";
import { latents } from "../../../core/noise/latent.ts";
import { UserError } from "../../../core/user_error.ts";
import { freezeRun } from "../../../train/freeze/freeze_run.ts";
import { averageName } from "../../../train/model/ema.ts";
import { generatorTensors } from "../../../train/model/tensors.ts";
import type { TrainOptions } from "../../../train/options/fields.ts";
import {
  readCheckpoint,
  writeCheckpoint,
} from "../../../train/record/checkpoint.ts";
import { type RunFolder, runFolder } from "../../../train/record/run_folder.ts";
import { openTrainer } from "../../../train/run/start.ts";
import { tinyOptions, trainTiny } from "../run/tiny_run.ts";
import { fileNames, withFolder } from "../../folder.ts";

const LATENT = latents([1, 2, 3]);

/** Images of the frozen generator in a folder. */
async function paintFrozen(folder: string): Promise<Float32Array> {
  const generator = await loadGenerator(folderUrl(folder));
  const images = generator.paint(LATENT);
  return images;
}

/** Images of the trainer in evaluation mode, from a run's checkpoint. */
async function sampleTrainer(
  folder: RunFolder,
  options: TrainOptions,
): Promise<Float32Array> {
  const checkpoint = await readCheckpoint(folder.checkpoint);
  const { state } = checkpoint;
  const trainer = await openTrainer(options, "wasm", state, checkpoint);
  const images = await trainer.sample(LATENT);
  await trainer.engine.release();
  return images;
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  assertEquals(a.length, b.length);
  return a.reduce(
    (largest, x, index) => Math.max(largest, Math.abs(x - (b[index] ?? NaN))),
    0,
  );
}

function spread(images: Float32Array): number {
  return Math.max(...images) - Math.min(...images);
}

/** Trained enough that statistics and weights are far from their start. */
const TRAINED = { epochs: 2, lr: 0.05, beta1: 0 };

for (
  const size of [
    { d: 3, size: "32x48" },
    { d: 4, size: "16" },
    { d: 5, size: "48x32" },
  ]
) {
  Deno.test(`freezeRun() gives what evaluation mode gives, at d ${size.d} and ${size.size}`, () =>
    withFolder(async (folder) => {
      const options = tinyOptions(folder, { ...TRAINED, ...size, ema: 0 });
      const { folder: run } = await trainTiny(options);
      await freezeRun(run, run.path, { precision: "float32" });
      const sampled = await sampleTrainer(run, options);
      assert(spread(sampled) > 0.5, `${spread(sampled)}`);
      assertLess(
        largestDifference(await paintFrozen(run.path), sampled),
        1e-4,
      );
    }));
}

Deno.test("freezeRun() freezes the moving average, not the last weights", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { ...TRAINED, ema: 1000 });
    const { folder: run } = await trainTiny(options);
    const card = await freezeRun(run, run.path, { precision: "float32" });
    assertEquals(card.training.weights, "ema");
    const frozen = await paintFrozen(run.path);
    assertLess(
      largestDifference(frozen, await sampleTrainer(run, options)),
      1e-4,
    );
    const last = await sampleTrainer(run, { ...options, ema: 0 });
    assert(largestDifference(frozen, last) > 1e-2);

    // Every tensor comes from the average: without the last weights there is no
    // difference.
    const checkpoint = await readCheckpoint(run.checkpoint);
    for (const { name } of generatorTensors(trainerOptions(options))) {
      checkpoint.state.delete(name);
      assert(checkpoint.state.has(averageName(name)));
    }
    await writeCheckpoint(run.checkpoint, checkpoint);
    assertEquals(
      (await freezeRun(run, run.path, { precision: "float32" })).model,
      card.model,
    );
  }));

Deno.test("freezeRun() writes a card that says what the model is and where it comes from", () =>
  withFolder(async (folder) => {
    const changes = { epochs: 1, ema: 0, name: "first-try" };
    const options = tinyOptions(folder, changes);
    const { folder: run } = await trainTiny(options);
    const out = `${folder}/new/weights`;
    const card = await freezeRun(run, out);
    assertEquals(fileNames(out), ["generator.json", "generator.onnx"]);

    const file = `${out}/generator.json`;
    assertEquals(
      parseGeneratorCard(await Deno.readTextFile(file), file),
      card,
    );
    const model = await Deno.readFile(`${out}/generator.onnx`);
    const { parameters, ...rest } = card.model;
    assertEquals(rest, {
      file: "generator.onnx",
      sha256: createHash("sha256").update(model).digest("hex"),
      bytes: model.length,
      precision: "float16",
    });
    // Linear layer and four transposed convolutions at d 2 and 2×2 pixels.
    assertEquals(
      parameters,
      (100 + 1) * 16 * 4 +
        [[16, 8], [8, 4], [4, 2], [2, 3]].reduce(
          (sum, [inputs = 0, outputs = 0]) =>
            sum + 16 * inputs * outputs + outputs,
          0,
        ),
    );
    assertEquals(card.name, "first-try");
    assertEquals(card.architecture, {
      network: "dcgan",
      d: 2,
      height: 32,
      width: 32,
      latentSize: 100,
    });
    assertEquals(card.trainingData, {
      source: "demo:toon-head",
      pictures: 12,
      credit: "ToonHead by Johan Melin, https://www.johanmelin.com",
      licence: "CC BY 4.0",
    });
    // A card is public: folders of this machine stay out of it.
    const { cache: _, runs: __, ...known } = options;
    assertEquals(card.training, {
      imagesSeen: 12,
      steps: 3,
      device: "wasm",
      weights: "last",
      moment: "last",
      options: { ...known, classes: null, augment: "translation" },
    });
    assertFalse(JSON.stringify(card).includes(folder));
    assert(/^edge-dcgan \d+\.\d+\.\d+$/.test(card.generatedBy));

    // The same checkpoint gives the same bytes.
    await freezeRun(run, `${folder}/again`);
    assertEquals(await Deno.readFile(`${folder}/again/generator.onnx`), model);
  }));

Deno.test("freezeRun() throws when the run cannot be frozen", () =>
  withFolder(async (folder) => {
    const refusal = async (run: RunFolder, out: string) => {
      const error = await assertRejects(
        () => freezeRun(run, out),
        UserError,
      );
      assertEquals(error.message.includes("\n"), false, error.message);
      return error.message.replaceAll(folder, "FOLDER");
    };
    assertEquals(
      await refusal(runFolder(folder), folder),
      "FOLDER is no run folder: it has no readable options.json",
    );
    const { folder: run } = await trainTiny(
      tinyOptions(folder, { epochs: 1, ema: 0 }),
      { stopAfter: 0 },
    );
    await Deno.writeTextFile(`${folder}/file`, "in the way");
    assertStringIncludes(
      await refusal(run, `${folder}/file`),
      "cannot write the frozen generator to FOLDER/file: ",
    );
    const checkpoint = await readCheckpoint(run.checkpoint);
    checkpoint.state.delete("G.deconv3_bn.running_var");
    await writeCheckpoint(run.checkpoint, checkpoint);
    const out = `${folder}/out`;
    assertStringIncludes(
      await refusal(run, out),
      "checkpoint.safetensors is damaged: its tensor G.deconv3_bn.running_var has shape [none], the options ask for [2]",
    );
    await Deno.remove(run.checkpoint);
    assertStringIncludes(await refusal(run, out), "does not exist");
    await assertRejects(() => Deno.stat(out), Deno.errors.NotFound);
  }));
