/**
 * Seconds of a DCGAN training step on the processor; the counterpart of
 * `training_pytorch.py`, with the same arguments and output. A sixth argument is
 * the device.
 *
 * @module
 */

import process from "node:process";
import { uniforms } from "../../core/noise/random.ts";
import { openEngine } from "../../train/engine/open_engine.ts";
import { compilePrograms, initialState } from "../../train/step/programs.ts";
import { Trainer } from "../../train/step/trainer.ts";
import { median } from "../median.ts";

const [d = 64, batch = 64, steps = 3, seconds = 60, threads = 2] = Deno.args
  .slice(0, 5).map(Number);
const device = Deno.args[5] === "cpu" ? "cpu" : "wasm";
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
const wall: number[] = [];
const cpu: number[] = [];
let end = Infinity;
for (let step = 0; step <= steps && performance.now() < end; step++) {
  const noise = uniforms(0, "dryRun", step, batch * 3 * 64 * 64);
  const real = Float32Array.from(noise, (value) => 2 * value - 1);
  const start = performance.now();
  const used = process.cpuUsage();
  const rates = { discriminator: 2e-4, generator: 2e-4 };
  await trainer.losses([await trainer.train(real, rates)]);
  const { user, system } = process.cpuUsage(used);
  // The first opens the sessions.
  if (step === 0) end = performance.now() + 1000 * seconds;
  else {
    wall.push((performance.now() - start) / 1000);
    cpu.push((user + system) / 1e6);
  }
}
await engine.release();
console.log(JSON.stringify({ wall: median(wall), cpu: median(cpu) }));
