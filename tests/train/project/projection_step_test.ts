import { assert, assertAlmostEquals } from "@std/assert";
import { randomTensors } from "../../../bench/frozen_tensors.ts";
import { LATENT_SIZE, latents } from "../../../core/noise/latent.ts";
import type { Engine } from "../../../train/engine/engine.ts";
import {
  LATENT_OPTIMIZER,
  projectionStep,
} from "../../../train/project/projection_step.ts";
import { GradientDescent } from "../../../train/step/gradient_descent.ts";
import { openEngines } from "../engines.ts";

const ARCHITECTURE = { d: 2, height: 16, width: 16 };
/** WebGPU, whose software compiles shaders for minutes, has the gradient cases. */
const ENGINES = (await openEngines()).filter(({ device }) =>
  device !== "webgpu"
);
const [REFERENCE] = ENGINES as [Engine];

const setup = {
  generator: randomTensors(ARCHITECTURE),
  architecture: ARCHITECTURE,
  latents: 2,
};

/** A picture that is grey, and features that are 0. */
const GREY = {
  target: new Float32Array(3 * 16 * 16),
  ...Object.fromEntries(
    [32, 48, 256, 384].flatMap((size, stage) => [
      [`stage${stage}_target`, new Float32Array(size)],
      [`stage${stage}_scale`, new Float32Array(size).fill(1)],
    ]),
  ),
};

/** Losses of two latents over a few steps, and where these end. */
async function descent(engine: Engine, prior: number, rate = 0.01) {
  const program = projectionStep({ ...setup, prior });
  const steps = new GradientDescent(engine, program, LATENT_OPTIMIZER);
  const shape = [2, LATENT_SIZE];
  const data = latents([3, 4]);
  await steps.start(new Map([["latent", { shape, data }]]));
  const losses: Float32Array[] = [];
  for (let step = 0; step < 5; step++) {
    losses.push((await steps.step(GREY, rate)).loss as Float32Array);
  }
  const state = await engine.getState(["latent"]);
  return { losses, moved: state.get("latent")?.data ?? [] };
}

const known = await descent(REFERENCE, 0.001);

for (const engine of ENGINES) {
  Deno.test(`projectionStep() brings every latent nearer, on ${engine.device}`, async () => {
    const { losses, moved } = await descent(engine, 0.001);
    for (const latent of [0, 1]) {
      assert(losses[4]![latent]! < losses[0]![latent]!, `${losses}`);
    }
    losses.flatMap((two) => [...two]).forEach((loss, at) => {
      const expected = known.losses[at >> 1]![at & 1]!;
      assertAlmostEquals(loss, expected, 1e-3 * expected);
    });
    moved.forEach((value, at) =>
      assertAlmostEquals(value, known.moved[at]!, 1e-2)
    );
  });
}

Deno.test("projectionStep() draws latents towards 0 as the prior says", async () => {
  const { losses } = await descent(REFERENCE, 2, 0);
  const two = latents([3, 4]);
  for (const latent of [0, 1]) {
    const start = latent * LATENT_SIZE;
    const squares = two.slice(start, start + LATENT_SIZE)
      .reduce((sum, value) => sum + value ** 2, 0);
    const more = losses[0]![latent]! - known.losses[0]![latent]!;
    assertAlmostEquals(more, 1.999 * squares / LATENT_SIZE, 1e-3);
  }
});
