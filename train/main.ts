/**
 * `deno task train`: from pictures to a frozen generator.
 *
 * @module
 */

import { taskCommand } from "../core/command_line/task_command.ts";
import { runCommand } from "../core/command_line/run_command.ts";
import { INTERRUPTED, Interrupts } from "../core/interrupts.ts";
import { isGpu } from "./engine/engine.ts";
import { checkHalfPrecision } from "./engine/half_precision.ts";
import { chooseDevice } from "./engine/open_engine.ts";
import { readOrigin, stateFrom, withSizes } from "./exchange/origin.ts";
import { freezeRun } from "./freeze/freeze_run.ts";
import { Insight } from "./insight/insight.ts";
import { writeReport } from "./insight/report/write_report.ts";
import type { TrainOptions } from "./options/fields.ts";
import {
  parseTrainOptions,
  resolveTrainOptions,
} from "./options/train_options.ts";
import { dryRun } from "./run/dry_run.ts";
import { trainLoop } from "./run/loop.ts";
import { streamProgress } from "./run/progress.ts";
import { lengthInWords } from "./run/run_length.ts";
import { formatSpeed } from "./run/speed.ts";
import { readRunOptions, runFolder } from "./record/run_folder.ts";
import { resumeRun } from "./run/resume.ts";
import { startRun } from "./run/start.ts";
import { mergeResumeOptions } from "./options/saved_options.ts";

/**
 * Runs the command.
 *
 * @param args Its arguments.
 * @returns The exit code.
 * @throws {UserError} If something the user gave is wrong.
 */
export async function train(args: readonly string[]): Promise<number> {
  const request = parseTrainOptions(args);
  if (request.help !== undefined) {
    console.log(request.help);
    return 0;
  }
  const progress = streamProgress(Deno.stdout);
  const { resume, dryRun: isDryRun, minutes } = request.values;
  const until = minutes === undefined
    ? undefined
    : progress.now() + 60_000 * minutes;
  const resumed = resume === undefined ? undefined : runFolder(resume);
  let options: TrainOptions | undefined;
  if (resumed !== undefined) {
    const merged = mergeResumeOptions(await readRunOptions(resumed), request);
    options = merged.options;
    for (const change of merged.changed) progress.print(`changed: ${change}`);
  }
  const { device, reason, warning } = await chooseDevice(
    options?.device ?? request.values.device,
  );
  const origin = await readOrigin(request);
  options ??= resolveTrainOptions(withSizes(request, origin), {
    gpu: isGpu(device),
  });
  progress.print(`device: ${device} (${reason})`);
  if (warning !== undefined) progress.print(`warning: ${warning}`);
  if (origin !== undefined) progress.print(`from: ${origin.words}`);
  if (options.fp16) await checkHalfPrecision(device);
  const start = origin && {
    state: stateFrom(options, origin.networks),
    from: origin.record,
    ...origin.classes && { classes: origin.classes },
  };
  if (isDryRun) {
    const print = (line: string) => progress.print(line);
    await dryRun(options, device, print, {
      ...start,
      ...resumed === undefined && { given: request.given },
    });
    return 0;
  }
  const run = resumed === undefined
    ? await startRun(options, device, progress, {
      given: request.given,
      ...until !== undefined && { until },
      ...start,
    })
    : await resumeRun(resumed, options, device, progress, until);
  using _lock = run.lock;
  const { trainer, folder } = run;
  const before = trainer.step;
  progress.print(
    `run: ${folder.path}, ${trainer.engine.description}, preset ${options.preset}, d ${options.d}, batch ${options.batch}${
      before > 0 ? `, from step ${before}` : ""
    }`,
  );
  progress.print(
    run.plan === undefined
      ? `length: ${lengthInWords(run)}`
      : `plan: ${lengthInWords(run)}, at ${
        formatSpeed(run.plan.imagesPerSecond)
      } until about ${run.plan.end.toTimeString().slice(0, 5)}`,
  );
  using observer = await Insight.open(run);
  // Until the end: what follows training is not to be cut short by the signal
  // that stopped it.
  let doing = "stopping after this step";
  using interrupts = new Interrupts(() =>
    progress.print(`${doing}; once more stops at once`)
  );
  const { signal } = interrupts;
  const finished = await trainLoop({ ...run, progress, observer, signal });
  doing = "freezing what was trained";
  await trainer.engine.release();
  const { path, verdict } = await writeReport(folder);
  progress.print(`report: ${path}`);
  if (!finished) {
    progress.print(
      `stopped at step ${trainer.step}; to go on: ${
        taskCommand("train", "--resume", folder.path)
      }`,
    );
  } else if (resumed !== undefined && trainer.step === before) {
    progress.print(
      `nothing was left to do; to train longer: ${verdict.longer}`,
    );
  }
  if (trainer.step === 0) return INTERRUPTED;
  const { training } = await freezeRun(folder, folder.path);
  progress.print(
    `frozen: ${folder.path}/generator.onnx, as it was after ${training.imagesSeen} images`,
  );
  progress.print(`to see it: ${taskCommand("serve", folder.path)}`);
  progress.print(`how it went: ${verdict.words}`);
  if (!finished) return INTERRUPTED;
  progress.print(`to try next: ${verdict.command}`);
  return 0;
}

if (import.meta.main) await runCommand(() => train(Deno.args));
