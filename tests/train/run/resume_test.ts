import {
  assert,
  assertEquals,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import { UserError } from "../../../core/user_error.ts";
import type { TrainOptions } from "../../../train/options/fields.ts";
import { readCheckpoint } from "../../../train/record/checkpoint.ts";
import type { RunFolder } from "../../../train/record/run_folder.ts";
import {
  assertSameRun,
  readLog,
  tinyOptions,
  type TinyRun,
  trainTiny,
} from "./tiny_run.ts";
import { fileNames, withFolder } from "../../folder.ts";

/** Trains in parts; the last of them ends with the last epoch. */
async function trainInParts(
  options: TrainOptions,
  ...parts: TinyRun[]
): Promise<RunFolder> {
  let folder: RunFolder | undefined;
  for (const part of parts) {
    const run = await trainTiny(options, { ...folder && { folder }, ...part });
    assertEquals(run.finished, false);
    folder = run.folder;
  }
  const last = await trainTiny(options, { ...folder && { folder } });
  assertEquals(last.finished, true);
  return last.folder;
}

for (const optimizer of ["adam", "sgd"]) {
  Deno.test(`a resumed run equals one without a stop, bit for bit, with ${optimizer}`, () =>
    withFolder(async (folder) => {
      const ema = optimizer === "adam" ? 40 : 0;
      const changes = { epochs: 3, optimizer, ema, schedule: "cosine" };
      const options = tinyOptions(folder, changes);
      const whole = await trainInParts(options);
      assertEquals((await readLog(whole)).length, 9);
      // In the middle of an epoch, between two, and before the first step.
      for (const stops of [[4], [3], [0, 2, 6, 8]]) {
        const parts = stops.map((stopAfter) => ({ stopAfter }));
        await assertSameRun(whole, await trainInParts(options, ...parts));
      }
    }));
}

Deno.test("a resumed run equals one without a stop, bit for bit, with every technique", () =>
  withFolder(async (folder) => {
    const options = {
      ...tinyOptions(folder, {
        epochs: 3,
        augment: "color,translation,cutout",
        "ada-target": 0.1,
        "ada-images": 20,
        "instance-noise": 0.2,
        "instance-noise-images": 30,
        "real-label": 0.9,
        "lr-d": 0.02,
        "weight-decay": 0.01,
        loss: "relativistic",
        lecam: 0.1,
        r1: 0.5,
        r2: 0.5,
        "r1-every": 3,
      }),
      mirror: true,
    };
    const whole = await trainInParts(options);
    await assertSameRun(whole, await trainInParts(options, { stopAfter: 4 }));
    const probabilities = (await readLog(whole)).map(({ augment }) => augment);
    // It starts at 0 and then moves by 4 images in 20.
    assertEquals(probabilities[0], 0);
    assert(new Set(probabilities).size > 1, `${probabilities}`);
    assert(
      probabilities.every((p = NaN) =>
        Math.abs(5 * p - Math.round(5 * p)) < 1e-9
      ),
      `${probabilities}`,
    );
  }));

Deno.test("a run that failed goes on from its last checkpoint, bit for bit", () =>
  withFolder(async (folder) => {
    const changes = { epochs: 3, "save-every": 8 };
    const options = tinyOptions(folder, changes);
    const whole = await trainInParts(options);
    const failed = await trainTiny(options, { failAfter: 5 });
    assertEquals((await readLog(failed.folder)).length, 5);
    // The checkpoint is that of step 4.
    await trainTiny(options, { folder: failed.folder });
    await assertSameRun(whole, failed.folder);
  }));

Deno.test("the same seed gives the same run, another seed another", () =>
  withFolder(async (folder) => {
    const train = (seed: number) =>
      trainInParts(tinyOptions(folder, { epochs: 1, seed }));
    const one = await train(1);
    await assertSameRun(one, await train(1));
    const other = await train(2);
    const [entry] = await readLog(one);
    const [otherEntry] = await readLog(other);
    assertNotEquals(otherEntry?.loss_d, entry?.loss_d);
    assertNotEquals(
      await Deno.readFile(other.checkpoint),
      await Deno.readFile(one.checkpoint),
    );
  }));

Deno.test("a run that is done is not trained any further", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { epochs: 1 });
    const whole = await trainInParts(options);
    const checkpoint = await Deno.readFile(whole.checkpoint);
    const files = fileNames(whole.path);
    assertEquals(
      (await trainTiny(options, { folder: whole })).finished,
      true,
    );
    assertEquals(await Deno.readFile(whole.checkpoint), checkpoint);
    assertEquals(fileNames(whole.path), files);
  }));

async function refusal(
  options: TrainOptions,
  folder: RunFolder,
): Promise<string> {
  const error = await assertRejects(
    () => trainTiny(options, { folder }),
    UserError,
  );
  return error.message;
}

Deno.test("resumeRun() throws when a run would be shorter than it is, and keeps its length", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { epochs: 2 });
    const { batch } = options;
    const run = await trainInParts(options);
    const { step } = await readCheckpoint(run.checkpoint);
    const saved = await Deno.readTextFile(run.options);
    const images = step * batch;
    const rule = `the run has shown ${images} images, and must be longer`;
    assertEquals(
      await refusal({ ...options, epochs: 1 }, run),
      `--epochs 1: ${rule}`,
    );
    const shorter = { ...options, epochs: null, images: images - batch };
    assertEquals(
      await refusal(shorter, run),
      `--images ${images - batch}: ${rule}`,
    );
    assertEquals(await Deno.readTextFile(run.options), saved);
  }));

Deno.test("resumeRun() throws when the state does not fit the options", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { epochs: 1, ema: 0 });
    const run = await trainInParts(options);
    assertEquals(
      await refusal({ ...options, d: 4 }, run),
      `${run.checkpoint} is damaged: its tensor G.linear.weight has shape [64,100], the options ask for [128,100]`,
    );
    assertEquals(
      await refusal({ ...options, ema: 10 }, run),
      `${run.checkpoint} is damaged: its tensor G_ema.linear.weight has shape [none], the options ask for [64,100]`,
    );
  }));

Deno.test("resumeRun() throws when the pictures are others", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { epochs: 1 });
    const run = await trainInParts(options);
    assertEquals(
      await refusal({ ...options, demoSize: 14 }, run),
      `demo:toon-head: the pictures are not those that ${run.path} was trained on (13 then, 14 now): start a new run`,
    );
  }));
