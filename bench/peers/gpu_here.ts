/**
 * Trains on a GPU, and prints images per second, the parts of a step, and what
 * a long run does to the GPU's memory, as a line of JSON each. The argument is
 * {@linkcode GpuWork} as JSON.
 *
 * @module
 */

import { gpuMegabytes } from "../gpu_memory.ts";
import {
  type MadeUpWork,
  openMadeUpTrainer,
  RATES,
} from "../made_up_trainer.ts";
import { median } from "../median.ts";
import { UploadClock } from "../upload_clock.ts";

/** What is asked for. */
export interface GpuWork extends MadeUpWork {
  /** Seconds to train for, to know the speed. */
  readonly seconds: number;
  /** Steps whose parts are timed; none by default. */
  readonly parts?: number;
  /** Steps between whose first and last the memory is compared; none by default. */
  readonly longRun?: number;
  /** Seconds after which the long run ends earlier. */
  readonly longRunSeconds?: number;
}

/** Steps whose losses are read at once, as `--log-every` has it. */
const LOG_EVERY = 10;

const { seconds, parts = 0, longRun = 0, longRunSeconds = 60, ...work }:
  GpuWork = JSON.parse(Deno.args[0] ?? "{}");
const { trainer, batchOf } = await openMadeUpTrainer(work);
const batches = Array.from({ length: 4 }, (_, step) => batchOf(step));
const step = () =>
  trainer.train(batches[trainer.step % batches.length] as Float32Array, RATES);

/** Trains for some steps, and reads their losses at the end. */
async function train(steps: number): Promise<void> {
  const pending = [];
  for (let at = 0; at < steps; at++) pending.push(await step());
  for (const losses of await trainer.losses(pending)) {
    const { real, fake, generator } = losses;
    if (![real, fake, generator].every(Number.isFinite)) {
      throw new Error(`the losses are ${real}, ${fake} and ${generator}`);
    }
  }
}

await train(1);
await train(2);
const rates: number[] = [];
const end = performance.now() + 1000 * seconds;
do {
  const start = performance.now();
  await train(LOG_EVERY);
  const time = (performance.now() - start) / 1000;
  rates.push(LOG_EVERY * work.batch / time);
} while (performance.now() < end);
console.log(JSON.stringify({ imagesPerSecond: median(rates) }));

if (parts > 0) {
  const times = { upload: [], run: [], wait: [] } as Record<string, number[]>;
  for (let at = 0; at < parts; at++) {
    using clock = new UploadClock();
    const start = performance.now();
    const pending = await step();
    const submitted = performance.now();
    await trainer.losses([pending]);
    times["upload"]?.push(clock.milliseconds);
    times["run"]?.push(submitted - start - clock.milliseconds);
    times["wait"]?.push(performance.now() - submitted);
  }
  const medians = Object.entries(times)
    .map(([part, all]) => [part, median(all)]);
  console.log(JSON.stringify({ parts: Object.fromEntries(medians) }));
}

if (longRun > 0) {
  // What is allocated on the way to a steady state is no leak.
  await train(LOG_EVERY);
  const start = await gpuMegabytes();
  const before = trainer.step;
  const end = performance.now() + 1000 * longRunSeconds;
  while (trainer.step < before + longRun && performance.now() < end) {
    await train(LOG_EVERY);
  }
  const steps = trainer.step - before;
  const memory = { steps, start, end: await gpuMegabytes() };
  console.log(JSON.stringify({ memory }));
}
Deno.exit();
