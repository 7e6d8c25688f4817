import { assertEquals, assertNotEquals } from "@std/assert";
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
