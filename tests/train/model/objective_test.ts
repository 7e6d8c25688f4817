import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { LATENT_SIZE } from "../../../core/noise/latent.ts";
import { adam } from "../../../train/graph/optimizer.ts";
import { compile } from "../../../train/graph/program.ts";
import { feed } from "../../../train/graph/value.ts";
import {
  discriminatorStep,
  generatorStep,
} from "../../../train/model/artifacts.ts";
import { discriminator } from "../../../train/model/discriminator.ts";
import { generator } from "../../../train/model/generator.ts";
import { Network } from "../../../train/model/network.ts";
import { LECAM_AVERAGES } from "../../../train/model/objective.ts";
import { openEngines } from "../engines.ts";
import {
  ARCHITECTURE,
  BATCH,
  noise,
  pictures,
  smallState,
  SPECS,
} from "./small_dcgan.ts";

const engines = await openEngines();
const optimizer = adam({ beta1: 0.5, beta2: 0.999, epsilon: 1e-8 });
const setup = {
  architecture: ARCHITECTURE,
  batch: BATCH,
  optimizer,
  ema: false,
  realLabel: 0.9,
  loss: "relativistic",
} as const;
const feeds = {
  ...optimizer.feeds(1, 1e-3),
  real: pictures(),
  noise: noise(0),
};

/** The logits of the first step, without any objective. */
function logits() {
  const network = new Network(SPECS, "training");
  const { height, width } = ARCHITECTURE;
  const latents = feed("noise", [BATCH, LATENT_SIZE]);
  const fake = generator(network, latents, ARCHITECTURE);
  return compile({
    name: "logits",
    fetches: {
      of_real: discriminator(network, feed("real", [BATCH, 3, height, width])),
      of_fake: discriminator(network, fake),
    },
  });
}

/** The mean of log(1 + eˣ). */
function softplus(numbers: readonly number[]): number {
  const total = numbers.reduce((sum, x) => sum + Math.log1p(Math.exp(x)), 0);
  return total / numbers.length;
}

for (const engine of engines) {
  Deno.test(`the relativistic loss compares each real picture with a fake one on ${engine.device}`, async () => {
    const initial = smallState(optimizer);
    await engine.setState(initial);
    const { of_real = [], of_fake = [] } = await engine.run(logits(), feeds);
    const above = Array.from(of_real, (x, at) => x - (of_fake[at] as number));
    const below = above.map((x) => -x);
    const mean = above.reduce((sum, x) => sum + x, 0) / above.length;
    assert(above.some((x) => Math.abs(x) > 1e-3), `${above}`);

    const step = await engine.run(generatorStep(setup), feeds);
    assertAlmostEquals(step["loss"]?.[0] ?? NaN, softplus(above), 1e-5);

    await engine.setState(initial);
    const { loss_real, loss_fake, probability_real, probability_fake } =
      await engine.run(discriminatorStep(setup), feeds);
    assertAlmostEquals(
      loss_real?.[0] ?? NaN,
      softplus(above) - 0.9 * mean,
      1e-5,
    );
    assertAlmostEquals(loss_fake?.[0] ?? NaN, softplus(below), 1e-5);
    const sum = (probability_real?.[0] ?? NaN) + (probability_fake?.[0] ?? NaN);
    assertAlmostEquals(sum, 1, 1e-5);
  });

  Deno.test(`discriminatorStep() moves LeCam's averages by a hundredth on ${engine.device}`, async () => {
    const names = Object.values(LECAM_AVERAGES);
    const initial = smallState(optimizer);
    names.forEach((name, at) =>
      initial.set(name, { shape: [1], data: Float32Array.of(at + 1) })
    );
    await engine.setState(initial);
    const before = await engine.run(logits(), feeds);
    await engine.run(discriminatorStep({ ...setup, lecam: 0.1 }), feeds);
    const after = await engine.getState(names);
    ["of_real", "of_fake"].forEach((batch, at) => {
      const logits = Array.from(before[batch] ?? []);
      const mean = logits.reduce((a, b) => a + b) / logits.length;
      assertAlmostEquals(
        after.get(names[at] as string)?.data[0] ?? NaN,
        0.99 * (at + 1) + 0.01 * mean,
        1e-5,
      );
    });
  });
}

Deno.test("discriminatorStep() keeps the state of what it is asked for only", () => {
  const plain = discriminatorStep({ ...setup, loss: "bce" });
  const ofLecam = (step: { state: object }) =>
    Object.keys(step.state).filter((name) => name.includes("lecam")).sort();
  assertEquals(ofLecam(plain), []);
  assertEquals(
    ofLecam(discriminatorStep({ ...setup, lecam: 1 })),
    Object.values(LECAM_AVERAGES).sort(),
  );
});
