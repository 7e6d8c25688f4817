/**
 * Images per second of a DCGAN training step on the processor; the counterpart
 * of `training_pytorch.py`, with the same arguments and output. A fifth argument
 * is the device, `wasm` by default.
 *
 * @module
 */

import { uniforms } from "../../core/noise/random.ts";
import { openEngine } from "../../train/engine/open_engine.ts";
import { compilePrograms, initialState } from "../../train/step/programs.ts";
import { Trainer } from "../../train/step/trainer.ts";
import { median } from "../median.ts";

const [d = 64, batch = 64, steps = 3, threads = 2] = Deno.args.slice(0, 4)
  .map(Number);
const device = Deno.args[4] === "cpu" ? "cpu" : "wasm";
const options = {
  d,
  height: 64,
  width: 64,
  batch,
  optimizer: "adam",
  beta1: 0.5,
  beta2: 0.999,
  ema: 0,
  seed: 0,
} as const;
const programs = compilePrograms(options);
const engine = await openEngine(device, Object.values(programs), threads);
await engine.setState(initialState(options, "paper"));
const trainer = new Trainer(engine, programs, options);
const seconds: number[] = [];
for (let step = 0; step <= steps; step++) {
  const noise = uniforms(0, "dryRun", step, batch * 3 * 64 * 64);
  const real = Float32Array.from(noise, (value) => 2 * value - 1);
  const start = performance.now();
  const rates = { discriminator: 2e-4, generator: 2e-4 };
  await trainer.losses([await trainer.train(real, rates)]);
  seconds.push((performance.now() - start) / 1000);
}
await engine.release();
console.log(
  JSON.stringify({ imagesPerSecond: batch / median(seconds.slice(1)) }),
);
