import { uniforms } from "../core/noise/random.ts";
import { openEngine } from "../train/engine/open_engine.ts";
import type { TrainOptions } from "../train/options/fields.ts";
import { compilePrograms, initialState } from "../train/step/programs.ts";
import { learningRates } from "../train/step/schedule.ts";
import { Trainer } from "../train/step/trainer.ts";
import { median } from "./median.ts";
import { trainerOptions } from "../train/step/trainer_options.ts";
import { cpuMilliseconds } from "./process_usage.ts";

/** Turns of every training, of which the median counts. */
const TURNS = 5;
/** Least number of steps in a turn: processor time comes in hundredths. */
const LEAST_STEPS = 4;
const RATES = { epoch: 0, epochs: 1 };

async function open(options: TrainOptions): Promise<Trainer> {
  const setup = trainerOptions(options);
  const programs = compilePrograms(setup);
  const engine = await openEngine(
    options.device === "cpu" ? "cpu" : "wasm",
    Object.values(programs),
    options.threads ?? undefined,
  );
  await engine.setState(initialState(setup, options.init));
  return new Trainer(engine, programs, setup);
}

/** Processor time of an image in milliseconds, over whole cycles of steps. */
async function turn(trainer: Trainer, options: TrainOptions): Promise<number> {
  const { batch, height, width, seed, r1, r2, r1Every } = options;
  const cycle = r1 + r2 > 0 ? r1Every : 1;
  const steps = cycle * Math.ceil(LEAST_STEPS / cycle);
  const numbers = uniforms(seed, "dryRun", 0, batch * 3 * height * width);
  const real = Float32Array.from(numbers, (u) => 2 * u - 1);
  const start = cpuMilliseconds(Deno.pid);
  for (let step = 0; step < steps; step++) {
    const rates = learningRates(options, RATES);
    await trainer.losses([await trainer.train(real, rates)]);
  }
  return (cpuMilliseconds(Deno.pid) - start) / (steps * batch);
}

/**
 * What it costs to train on an image, by settings. The trainings take turns, so
 * that a machine that slows down slows down all.
 *
 * @param settings Options of the trainings, all on the processor.
 * @returns Processor time of an image in milliseconds for each, the median of
 * its turns.
 */
export async function imageCosts(
  settings: readonly TrainOptions[],
): Promise<number[]> {
  const trainers = [];
  for (const options of settings) trainers.push(await open(options));
  const costs = settings.map((): number[] => []);
  for (let round = 0; round <= TURNS; round++) {
    for (const [index, options] of settings.entries()) {
      const cost = await turn(trainers[index] as Trainer, options);
      // The first turn opens the sessions.
      if (round > 0) costs[index]?.push(cost);
    }
  }
  for (const { engine } of trainers) await engine.release();
  return costs.map(median);
}
