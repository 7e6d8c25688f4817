/**
 * Prints what onnxruntime's profiles hold of steps of training. The argument is
 * what is trained, and `steps`, as JSON.
 *
 * @module
 */

import { openMadeUpTrainer, RATES } from "../made_up_trainer.ts";
import { printProfiles } from "../print_profiles.ts";

const { steps, ...work } = JSON.parse(Deno.args[0] ?? "{}");
await printProfiles(work.device, async () => {
  const { trainer, batchOf } = await openMadeUpTrainer(work);
  for (let step = 0; step <= steps; step++) {
    await trainer.losses([await trainer.train(batchOf(step), RATES)]);
  }
});
// Threads and devices are left as they are.
Deno.exit();
