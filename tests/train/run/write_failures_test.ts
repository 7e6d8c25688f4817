import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { UserError } from "../../../core/user_error.ts";
import type { TrainOptions } from "../../../train/options/fields.ts";
import { readRunCheckpoint } from "../../../train/record/run_checkpoint.ts";
import { type RunFolder, runFolder } from "../../../train/record/run_folder.ts";
import { type Operation, watchFileOperations } from "./file_operations.ts";
import { readLog, tinyOptions, type TinyRun, trainTiny } from "./tiny_run.ts";
import { fileNames, withFolder } from "../../folder.ts";

/** One step, with a grid and a checkpoint after it. */
const SHORT = {
  "demo-size": 4,
  size: 16,
  d: 1,
  epochs: 1,
  "save-every": 4,
  "grid-every": 4,
};

/** The line of a run that fails; nothing if it reaches its end. */
async function failure(
  options: TrainOptions,
  before: (operation: Operation) => void,
  run?: TinyRun,
): Promise<string | undefined> {
  using _watch = watchFileOperations(before);
  try {
    await trainTiny(options, run);
    return undefined;
  } catch (error) {
    assert(error instanceof UserError, (error as Error).stack);
    assertEquals(error.message.includes("\n"), false, error.message);
    assertEquals(error.exitCode, 1);
    return error.message;
  }
}

/** Checks that a run that failed ended as one that did not. */
async function assertSameEnd(run: RunFolder, whole: RunFolder) {
  assertEquals(
    await Deno.readFile(run.checkpoint),
    await Deno.readFile(whole.checkpoint),
  );
  assertEquals(fileNames(run.path), fileNames(whole.path));
  // The entry that could not be written is the only one that may be missing.
  const entries = await readLog(run);
  const all = await readLog(whole);
  assert(entries.length >= all.length - 1);
  for (const entry of entries) assertEquals(entry, all[entry.step - 1]);
}

/** Lets runs fail in all the ways there are, and goes on with each. */
async function failEverywhere(
  folder: string,
  fails: (operation: Operation, at: number) => boolean,
): Promise<string[]> {
  const options = (runs: string) =>
    tinyOptions(folder, { ...SHORT, runs: `${folder}/${runs}` });
  const { folder: whole } = await trainTiny(options("whole"));
  const numbers: number[] = [];
  await failure(options("counted"), (operation) => {
    if (fails(operation, operation.number)) numbers.push(operation.number);
  });
  const failures: string[] = [];
  for (const at of numbers) {
    const run = runFolder(`${folder}/${at}/00001-toon-head-d1`);
    const message = await failure(options(`${at}`), (operation) => {
      if (fails(operation, at)) {
        throw new Error("No space left on device (os error 28)");
      }
    });
    if (message !== undefined) {
      assertStringIncludes(message, "No space left on device");
      failures.push(message.replaceAll(run.path, "RUN"));
    }
    // Either the run began, or there is nothing.
    try {
      await Deno.stat(run.path);
    } catch {
      continue;
    }
    if (message !== undefined) {
      // What the line says is true.
      const [, step] = /is of step (\d+); to go on: /.exec(message) ?? [];
      const { checkpoint, problem } = await readRunCheckpoint(run);
      assertEquals([`${checkpoint.step}`, problem], [step, undefined]);
    }
    await failure(options(`${at}`), () => {}, { folder: run });
    await assertSameEnd(run, whole);
  }
  return failures;
}

/** What lines end with when there is a run to go on with. */
const wayOn = (step: number) =>
  `; RUN/checkpoint.safetensors is of step ${step}; to go on: deno task train --resume RUN`;

Deno.test("a run goes on after any of its file operations failed", () =>
  withFolder(async (folder) => {
    const lines = await failEverywhere(
      folder,
      ({ number }, at) => number === at,
    );
    const full = "No space left on device";
    assertEquals(
      new Set(lines.map((line) => line.replace(/--runs [^:]+/, "--runs DIR"))),
      new Set([
        `--runs DIR: cannot make a run folder there: ${full}`,
        `cannot write RUN/lock: ${full}`,
        `cannot write RUN/dataset.json: ${full}`,
        `cannot write RUN/checkpoint.safetensors: ${full}`,
        `cannot write RUN/options.json: ${full}`,
        // Before the first entry, and when a checkpoint could still be saved.
        `cannot write RUN/log.jsonl: ${full}${wayOn(0)}`,
        `cannot write RUN/log.jsonl: ${full}${wayOn(1)}`,
        `cannot write RUN/fakes-000000000.png: ${full}${wayOn(0)}`,
        `cannot write RUN/fakes-000000004.png: ${full}${wayOn(1)}`,
        `cannot write RUN/checkpoint.safetensors: ${full}${wayOn(0)}`,
      ]),
    );
  }));

Deno.test("a run goes on after the disk was full from any moment on", () =>
  withFolder(async (folder) => {
    const lines = await failEverywhere(
      folder,
      ({ name, number }, at) => number >= at && name.startsWith("write"),
    );
    const full = "No space left on device";
    assertEquals(
      new Set(lines),
      new Set([
        `cannot write RUN/dataset.json: ${full}`,
        `cannot write RUN/checkpoint.safetensors: ${full}`,
        `cannot write RUN/options.json: ${full}`,
        // A checkpoint cannot be saved, either.
        `cannot write RUN/log.jsonl: ${full}${wayOn(0)}`,
        `cannot write RUN/fakes-000000000.png: ${full}${wayOn(0)}`,
        `cannot write RUN/fakes-000000004.png: ${full}${wayOn(0)}`,
        `cannot write RUN/checkpoint.safetensors: ${full}${wayOn(0)}`,
      ]),
    );
  }));
