/** Trains, and loses its GPU in the third step; see broken_run_test.ts. */

import { env } from "onnxruntime-web/webgpu";
import { runCommand } from "../../../core/command_line/run_command.ts";
import { Trainer } from "../../../train/step/trainer.ts";
import { train } from "../../../train/main.ts";

const { update } = Trainer.prototype;
Trainer.prototype.update = async function (...args) {
  if (this.step === 2) {
    const device: unknown = await env.webgpu.device;
    if (device instanceof GPUDevice) device.destroy();
  }
  return await update.apply(this, args);
};
await runCommand(() => train(Deno.args));
