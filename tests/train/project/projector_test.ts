import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertRejects,
} from "@std/assert";
import { randomTensors } from "../../../bench/frozen_tensors.ts";
import { openGenerator } from "../../../core/generator/open_generator.ts";
import { latents, MAX_LATENT } from "../../../core/noise/latent.ts";
import { freezeGenerator } from "../../../train/model/frozen_networks.ts";
import { projectionPrograms } from "../../../train/project/projection_programs.ts";
import { openProjector } from "../../../train/project/projector.ts";
import { roundToBytes } from "../../../train/score/features.ts";
import { sampleCard } from "../../fixtures/card.ts";
import { openEngines } from "../engines.ts";

const architecture = { d: 1, height: 16, width: 16 };
const sample = sampleCard();
const card = {
  ...sample,
  architecture: { ...sample.architecture, ...architecture },
};
const { model } = freezeGenerator(
  randomTensors(architecture),
  architecture,
  "int8",
);
const files = { card, model, file: "a file" };
const painter = openGenerator(files);
const programs = projectionPrograms(files, { starts: 4, prior: 0 });

const engine = (await openEngines()).find(({ device }) => device === "cpu")!;
const projector = await openProjector(engine, programs, painter, {
  steps: 200,
  seed: 0,
});

/** The picture of a seed. */
function own(seed: number): Float32Array {
  return roundToBytes(painter.paint(latents([seed])));
}

/** Root mean squared difference in levels of 255. */
function apart(a: Float32Array, b: Float32Array): number {
  const squares = a.reduce((sum, value, at) => sum + (value - b[at]!) ** 2, 0);
  return 127.5 * Math.sqrt(squares / a.length);
}

Deno.test("project() finds latents that paint the generator's own pictures again", async () => {
  for (const seed of [0, 1, 2]) {
    const image = own(seed);
    const { latent, pixels } = await projector.project(image);
    const painted = roundToBytes(painter.paint(latent));
    assertAlmostEquals(apart(painted, image), pixels, 1e-9);
    assert(latent.every((value) => Math.abs(value) <= MAX_LATENT));
    // Pictures of other seeds are ten times as far.
    assert(pixels < 4 && apart(own(seed + 1), image) > 30, `${pixels}`);
  }
});

Deno.test("project() reports its steps, and ends when it is interrupted", async () => {
  const controller = new AbortController();
  const steps: number[] = [];
  const error = await assertRejects(() =>
    projector.project(own(0), {
      signal: controller.signal,
      report: (step) => {
        steps.push(step);
        // After a tenth of all only the best latent goes on.
        if (step === 25) controller.abort(new Error("interrupted"));
      },
    })
  );
  assertEquals((error as Error).message, "interrupted");
  assertEquals(steps, Array.from({ length: 25 }, (_, at) => at + 1));
});
