import { assert, assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../../../core/user_error.ts";
import type { Tensors } from "../../../train/tensors/tensor.ts";
import type { Engine } from "../../../train/engine/engine.ts";
import { adam, nesterov } from "../../../train/graph/optimizer.ts";
import {
  discriminatorStep,
  generatorStep,
  sampler,
} from "../../../train/model/artifacts.ts";
import { averageName } from "../../../train/model/ema.ts";
import {
  discriminatorTensors,
  generatorTensors,
  isParameter,
} from "../../../train/model/tensors.ts";
import { openEngines } from "../engines.ts";
import {
  ARCHITECTURE,
  BATCH,
  noise,
  pictures,
  smallPrograms,
  smallState,
  SPECS,
} from "./small_dcgan.ts";

const LEARNING_RATE = 1e-3;
const EMA_DECAY = 0.75;
const optimizer = nesterov({ momentum: 0.5 });
const programs = smallPrograms(optimizer);
const initial = smallState(optimizer);

const engines = await openEngines();

/** One step of both networks and four samples: everything that came out. */
async function trajectory(engine: Engine): Promise<Tensors> {
  await engine.setState(initial);
  const feeds = optimizer.feeds(1, LEARNING_RATE);
  const losses = {
    ...await engine.run(programs.discriminator, {
      ...feeds,
      real: pictures(),
      noise: noise(0),
    }),
    ...await engine.run(programs.generator, {
      ...feeds,
      noise: noise(1),
      ema_decay: Float32Array.of(EMA_DECAY),
    }),
  };
  const { images } = await engine.run(programs.sampler, {
    latent: noise(2, 4),
  });
  const results = await engine.getState(initial.keys());
  for (const [name, data] of Object.entries({ ...losses, images })) {
    assert(data !== undefined);
    results.set(name, { shape: [data.length], data: new Float32Array(data) });
  }
  return results;
}

/** Asserts that two trajectories have the same numbers. */
function assertClose(actual: Tensors, expected: Tensors, tolerance: number) {
  assertEquals([...actual.keys()].sort(), [...expected.keys()].sort());
  for (const [name, { data }] of expected) {
    const other = actual.get(name)?.data;
    data.forEach((number, index) => {
      const distance = Math.abs(number - (other?.[index] as number));
      assert(distance <= tolerance, `${name} differs by ${distance}`);
    });
  }
}

const [wasm, ...others] = engines;
assert(wasm !== undefined);
const expected = await trajectory(wasm);

for (const engine of others) {
  Deno.test(`the artifacts compute on ${engine.device} what they do on wasm`, async () => {
    assertClose(await trajectory(engine), expected, 1e-5);
  });
}

Deno.test("discriminatorStep() fetches finite losses near log 2 before training", () => {
  for (const name of ["loss_real", "loss_fake", "loss"]) {
    const loss = expected.get(name)?.data[0] as number;
    assert(Math.abs(loss - Math.LN2) < 0.5, `${name} is ${loss}`);
  }
});

Deno.test("sampler() paints pictures in [-1, 1] for any batch size", () => {
  const { height, width } = ARCHITECTURE;
  const images = expected.get("images")?.data;
  assertEquals(images?.length, 4 * 3 * height * width);
  assert(images?.every((x) => x >= -1 && x <= 1));
});

for (const engine of engines) {
  Deno.test(`generatorStep() moves the average by the decay it is fed on ${engine.device}`, async () => {
    const state = await trajectory(engine);
    for (const { name } of generatorTensors(ARCHITECTURE)) {
      const old = initial.get(averageName(name))?.data;
      const now = state.get(name)?.data;
      assert(old !== undefined && now !== undefined);
      state.get(averageName(name))?.data.forEach((average, index) => {
        const exact = EMA_DECAY * (old[index] as number) +
          (1 - EMA_DECAY) * (now[index] as number);
        assert(Math.abs(average - exact) < 1e-6, `${name} at ${index}`);
      });
    }
  });

  Deno.test(`sampler() reads the average on ${engine.device}, or the generator itself`, async () => {
    const latent = noise(2, 1);
    const own = sampler(ARCHITECTURE, false);
    // Another average than the generator, then the same.
    await engine.setState(initial);
    const { images: ofGenerator } = await engine.run(own, { latent });
    const averaged = await engine.run(programs.sampler, { latent });
    assert(
      averaged["images"]?.some((x, i) =>
        Math.abs(x - (ofGenerator?.[i] as number)) > 0.01
      ),
    );
    await engine.setState(
      new Map(
        generatorTensors(ARCHITECTURE).map(({ name }) => {
          const tensor = initial.get(name);
          assert(tensor !== undefined);
          return [averageName(name), tensor];
        }),
      ),
    );
    assertEquals(
      (await engine.run(programs.sampler, { latent }))["images"],
      ofGenerator,
    );
  });
}

Deno.test("discriminatorStep() updates the discriminator and all running statistics", () => {
  const parameters = discriminatorTensors(ARCHITECTURE).filter(isParameter);
  const statistics = SPECS.filter((spec) => !isParameter(spec));
  assertEquals(
    Object.keys(programs.discriminator.updates).sort(),
    [
      ...parameters.map(({ name }) => name),
      ...parameters.map(({ name }) =>
        name.replace("D.", "D.optimizer.momentum_buffer.")
      ),
      ...statistics.map(({ name }) => name),
    ].sort(),
  );
});

Deno.test("generatorStep() updates the generator, its average and all running statistics", () => {
  const generator = generatorTensors(ARCHITECTURE);
  const parameters = generator.filter(isParameter);
  const statistics = SPECS.filter((spec) => !isParameter(spec));
  assertEquals(
    Object.keys(programs.generator.updates).sort(),
    [
      ...parameters.map(({ name }) => name),
      ...parameters.map(({ name }) =>
        name.replace("G.", "G.optimizer.momentum_buffer.")
      ),
      ...statistics.map(({ name }) => name),
      ...generator.map(({ name }) => name.replace("G.", "G_ema.")),
    ].sort(),
  );
});

Deno.test("generatorStep() keeps no average when none is asked for", () => {
  const step = generatorStep({
    architecture: ARCHITECTURE,
    batch: BATCH,
    optimizer,
    ema: false,
  });
  assertEquals(Object.keys(step.feeds).sort(), ["noise", "step_size"]);
  const names = [...Object.keys(step.state), ...Object.keys(step.updates)];
  assertEquals(names.filter((name) => name.startsWith("G_ema.")), []);
});

Deno.test("the steps of Adam keep two moments of every parameter", () => {
  const { discriminator, generator } = smallPrograms(
    adam({ beta1: 0.5, beta2: 0.999, epsilon: 1e-8 }),
  );
  for (const { name, shape } of SPECS.filter(isParameter)) {
    const { state, updates } = name.startsWith("D.")
      ? discriminator
      : generator;
    const [network, ...rest] = name.split(".");
    for (const slot of ["exp_avg", "exp_avg_sq"]) {
      const moment = `${network}.optimizer.${slot}.${rest.join(".")}`;
      assertEquals(state[moment], shape);
      assert(moment in updates, moment);
    }
  }
});

Deno.test("the artifacts refuse an architecture that cannot be built", () => {
  const architecture = { ...ARCHITECTURE, width: 40 };
  const setup = { architecture, batch: BATCH, optimizer, ema: false };
  for (
    const compile of [
      () => discriminatorStep(setup),
      () => generatorStep(setup),
      () => sampler(architecture, false),
    ]
  ) {
    assertThrows(compile, UserError, "width is 40");
  }
});
