/** Training runs so small that a test can afford them. */

import { assertEquals } from "@std/assert";
import type { TrainOptions } from "../../../train/options/fields.ts";
import {
  parseTrainOptions,
  resolveTrainOptions,
} from "../../../train/options/train_options.ts";
import type { Device } from "../../../train/engine/engine.ts";
import { Insight } from "../../../train/insight/insight.ts";
import type { LogEntry } from "../../../train/record/log.ts";
import { trainLoop } from "../../../train/run/loop.ts";
import { type Progress, ProgressLine } from "../../../train/run/progress.ts";
import type { RunFolder } from "../../../train/record/run_folder.ts";
import { resumeRun } from "../../../train/run/resume.ts";
import { startRun } from "../../../train/run/start.ts";
import type { Trainer } from "../../../train/step/trainer.ts";

/** Three steps an epoch: 13 pictures of which one is left over. */
const TINY = {
  data: "demo:toon-head",
  "demo-size": 13,
  size: "32",
  d: 2,
  batch: 4,
  device: "wasm",
  // One test process opens many engines, each of them with one thread.
  threads: 1,
};

/** Options by their long names. */
type Changes = Readonly<Record<string, string | number>>;

/** The command line of a tiny run that writes to a folder. */
export function tinyArgs(folder: string, changes: Changes = {}): string[] {
  const options = {
    ...TINY,
    runs: `${folder}/runs`,
    cache: `${folder}/cache`,
    ...changes,
  };
  return Object.entries(options).flatMap(([name, value]) => {
    return [`--${name}`, `${value}`];
  });
}

/** The options of that command line. */
export function tinyOptions(folder: string, changes?: Changes): TrainOptions {
  const request = parseTrainOptions(tinyArgs(folder, changes));
  return resolveTrainOptions(request, { gpu: false });
}

/** Keeps what is printed and tells of every step. */
export class QuietProgress extends ProgressLine {
  /**
   * @param printed Where the texts go.
   * @param onStep Is called after every step.
   */
  constructor(
    printed: string[] = [],
    readonly onStep: (step: number) => void = () => {},
  ) {
    super((text) => printed.push(text), false);
  }

  override show(progress: Progress): void {
    super.show(progress);
    this.onStep(progress.step);
  }
}

/** How far {@linkcode trainTiny} trains. */
export interface TinyRun {
  /** Folder to go on in; left out for a new run. */
  readonly folder?: RunFolder;
  /** Interrupt the run after this step; 0: before the first. */
  readonly stopAfter?: number;
  /** Whether an insight watches the run. */
  readonly watched?: boolean;
  /** Let the run fail after this step. */
  readonly failAfter?: number;
  /** Is called after every step. */
  readonly onStep?: (step: number) => void;
  /** Is called before the first step. */
  readonly prepare?: (trainer: Trainer) => Promise<void>;
  /** Where what is printed goes. */
  readonly printed?: string[];
}

/** Trains; returns the run's folder and whether its end was reached. */
export async function trainTiny(
  options: TrainOptions,
  { folder, stopAfter, failAfter, watched, onStep, prepare, printed }: TinyRun =
    {},
): Promise<{ folder: RunFolder; finished: boolean }> {
  const controller = new AbortController();
  const afterStep = (step: number) => {
    onStep?.(step);
    if (step === stopAfter) controller.abort();
    if (step === failAfter) throw new Error("The power fails");
  };
  if (stopAfter === 0) controller.abort();
  const progress = new QuietProgress(printed, afterStep);
  const device = options.device as Device;
  const run = folder === undefined
    ? await startRun(options, device, progress)
    : await resumeRun(folder, options, device, progress);
  using _lock = run.lock;
  const { signal } = controller;
  using observer = watched ? await Insight.open(run) : undefined;
  const watch = observer === undefined ? {} : { observer };
  try {
    await prepare?.(run.trainer);
    const finished = await trainLoop({
      ...{ ...run, options, progress, signal },
      ...watch,
    });
    return { folder: run.folder, finished };
  } catch (error) {
    if (failAfter === undefined) throw error;
    return { folder: run.folder, finished: false };
  } finally {
    await run.trainer.engine.release();
  }
}

/** The entries of a log without the times, which differ. */
export async function readLog(
  folder: RunFolder,
): Promise<Omit<LogEntry, "seconds">[]> {
  const lines = (await Deno.readTextFile(folder.log)).split("\n");
  return lines.filter((line) => line !== "").map((line) => {
    const { seconds: _, ...entry } = JSON.parse(line) as LogEntry;
    return entry;
  });
}

/** Checks that two runs have the same log and, bit for bit, checkpoint. */
export async function assertSameRun(a: RunFolder, b: RunFolder): Promise<void> {
  assertEquals(await readLog(a), await readLog(b));
  const [one, other] = [a, b].map(({ checkpoint }) =>
    Deno.readFileSync(checkpoint)
  );
  assertEquals(one, other);
}
