import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { compile } from "../../../train/graph/program.ts";
import { nesterov } from "../../../train/graph/optimizer.ts";
import { feed } from "../../../train/graph/value.ts";
import {
  discriminatorStep,
  generatorStep,
} from "../../../train/model/artifacts.ts";
import { discriminatorView } from "../../../train/model/discriminator_view.ts";
import { openEngines } from "../engines.ts";
import {
  ARCHITECTURE,
  BATCH,
  noise,
  pictures,
  smallState,
} from "./small_dcgan.ts";

const engines = await openEngines();
const optimizer = nesterov({ momentum: 0.5 });
const setup = {
  architecture: ARCHITECTURE,
  batch: BATCH,
  optimizer,
  ema: false,
};

for (const engine of engines) {
  Deno.test(`discriminatorView() adds the noise it is fed on ${engine.device}`, async () => {
    const x = feed("x", [1, 1, 1, 2]);
    const y = discriminatorView(x, "fake", { instanceNoise: true });
    const program = compile({ name: "view", fetches: { y } });
    const fetched = await engine.run(program, {
      x: Float32Array.of(1, 2),
      fake_instance_noise: Float32Array.of(0.5, -0.25),
    });
    assertEquals(fetched["y"], Float32Array.of(1.5, 1.75));
  });

  Deno.test(`discriminatorStep() smooths the label of the reals only on ${engine.device}`, async () => {
    const losses = [];
    for (const realLabel of [1, 0.9, 0.5]) {
      const program = discriminatorStep({ ...setup, realLabel });
      await engine.setState(smallState(optimizer));
      const fetched = await engine.run(program, {
        ...optimizer.feeds(1, 1e-3),
        real: pictures(),
        noise: noise(0),
      });
      const number = (name: string) => fetched[name]?.[0] as number;
      losses.push({ real: number("loss_real"), fake: number("loss_fake") });
      for (const name of ["probability_real", "probability_fake"]) {
        assert(number(name) > 0 && number(name) < 1, `${name} ${number(name)}`);
      }
      assert([-1, 0, 1].includes(number("sign_real")));
    }
    const [plain, smooth, even] = losses;
    assert(plain !== undefined && smooth !== undefined && even !== undefined);
    assertEquals(smooth.fake, plain.fake);
    // The loss is linear in the label: its slope is minus the mean logit.
    assert(Math.abs(even.real - plain.real) > 1e-3);
    assertAlmostEquals(
      5 * (smooth.real - plain.real),
      even.real - plain.real,
      1e-5,
    );
  });
}

Deno.test("the steps take the random numbers of both views as feeds", () => {
  const options = {
    ...setup,
    augment: ["color", "cutout"],
    instanceNoise: true,
  } as const;
  const names = [
    "brightness",
    "contrast",
    "cut_column",
    "cut_row",
    "instance_noise",
    "saturation",
  ];
  const ofView = (step: { feeds: object }, view: string) =>
    Object.keys(step.feeds).filter((name) => name.startsWith(`${view}_`))
      .sort();
  const discriminator = discriminatorStep(options);
  for (const view of ["real", "fake"]) {
    assertEquals(
      ofView(discriminator, view),
      names.map((name) => `${view}_${name}`),
    );
  }
  const generator = generatorStep(options);
  assertEquals(ofView(generator, "fake"), names.map((name) => `fake_${name}`));
  assertEquals(ofView(generator, "real"), []);
});
