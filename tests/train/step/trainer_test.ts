import { assertEquals, assertNotEquals } from "@std/assert";
import type { Engine } from "../../../train/engine/engine.ts";
import type { Program } from "../../../train/graph/program.ts";
import { openEngine } from "../../../train/engine/open_engine.ts";
import { compilePrograms, initialState } from "../../../train/step/programs.ts";
import { Trainer } from "../../../train/step/trainer.ts";
import { generatorTensors } from "../../../train/model/tensors.ts";

const OPTIONS = {
  d: 1,
  height: 16,
  width: 16,
  batch: 2,
  optimizer: "adam",
  beta1: 0.5,
  beta2: 0.999,
  ema: 0,
  seed: 0,
} as const;

const STORED = [
  ["the weights of the last step when there is no average", 0, "G."],
  ["the moving average when there is one", 1000, "G_ema."],
] as const;

for (const [what, ema, prefix] of STORED) {
  Deno.test(`Trainer.generator() gives ${what}`, async () => {
    const options = { ...OPTIONS, ema };
    const programs = compilePrograms(options);
    const engine = await openEngine("wasm", Object.values(programs), 1);
    await engine.setState(initialState(options, "paper"));
    // Late in a run, where the average no longer is nearly the weights.
    const trainer = new Trainer(engine, programs, options, { step: 1000 });
    const before = await trainer.generator();
    const real = new Float32Array(2 * 3 * 16 * 16);
    const rates = { discriminator: 0.01, generator: 0.01 };
    for (let step = 0; step < 3; step++) await trainer.train(real, rates);
    const generator = await trainer.generator();
    const state = await engine.getState();
    await engine.release();
    const names = generatorTensors(options).map(({ name }) => name);
    assertEquals([...generator.keys()], names);
    for (const [name, tensor] of generator) {
      assertEquals(tensor, state.get(name.replace("G.", prefix)), name);
    }
    const weight = "G.deconv1.weight";
    assertNotEquals(generator.get(weight), before.get(weight));
    const last = state.get(weight)?.data ?? [];
    const average = generator.get(weight)?.data;
    assertEquals(average?.every((value, at) => value === last[at]), ema === 0);
  });
}

Deno.test("Trainer.update() takes the step with gradient penalties once in so many", async () => {
  const options = { ...OPTIONS, r1: 0.5, r1Every: 3 };
  const programs = compilePrograms(options);
  const names: string[] = [];
  const engine = {
    submit: (program: Program) => {
      names.push(program.name);
      return Promise.resolve({});
    },
  } as unknown as Engine;
  const trainer = new Trainer(engine, programs, options, { step: 2 });
  const inputs = {
    real: new Float32Array(),
    discriminatorNoise: new Float32Array(),
    generatorNoise: new Float32Array(),
  };
  const rates = { discriminator: 0.01, generator: 0.01 };
  for (let step = 2; step < 7; step++) await trainer.update(inputs, rates);
  assertEquals(
    names.filter((name) => name !== "generator_step"),
    [3, 4, 5, 6, 7].map((step) =>
      step % 3 === 1 ? "penalized_discriminator_step" : "discriminator_step"
    ),
  );
});

Deno.test("compilePrograms() weighs gradient penalties by how seldom they are taken", () => {
  const penalized = (r1: number, r1Every: number) =>
    compilePrograms({ ...OPTIONS, r1, r2: r1 / 2, r1Every }).penalized?.model;
  assertEquals(penalized(2, 4), penalized(1, 8));
  assertNotEquals(penalized(1, 4), penalized(1, 8));
  assertEquals(compilePrograms(OPTIONS).penalized, undefined);
});
