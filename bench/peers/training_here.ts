/**
 * Seconds of a DCGAN training step on the processor; the counterpart of
 * `training_pytorch.py`, with the same arguments and output. A sixth argument is
 * the device.
 *
 * @module
 */

import process from "node:process";
import { median } from "../median.ts";
import { openMadeUpTrainer, RATES } from "../made_up_trainer.ts";

const [d = 64, batch = 64, steps = 3, seconds = 60, threads = 2] = Deno.args
  .slice(0, 5).map(Number);
const device = Deno.args[5] === "cpu" ? "cpu" : "wasm";
const work = { device, d, batch, size: 64, threads } as const;
const { trainer, batchOf } = await openMadeUpTrainer(work);
const wall: number[] = [];
const cpu: number[] = [];
let end = Infinity;
for (let step = 0; step <= steps && performance.now() < end; step++) {
  const real = batchOf(step);
  const start = performance.now();
  const used = process.cpuUsage();
  await trainer.losses([await trainer.train(real, RATES)]);
  const { user, system } = process.cpuUsage(used);
  // The first opens the sessions.
  if (step === 0) end = performance.now() + 1000 * seconds;
  else {
    wall.push((performance.now() - start) / 1000);
    cpu.push((user + system) / 1e6);
  }
}
await trainer.engine.release();
console.log(JSON.stringify({ wall: median(wall), cpu: median(cpu) }));
