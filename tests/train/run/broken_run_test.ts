import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { UserError } from "../../../core/user_error.ts";
import { readRunCheckpoint } from "../../../train/record/run_checkpoint.ts";
import { type RunFolder, runFolder } from "../../../train/record/run_folder.ts";
import { type ProcessLimits, TrainProcess } from "../child.ts";
import { readLog, tinyArgs, tinyOptions, trainTiny } from "./tiny_run.ts";
import { fileNames, withFolder } from "../../folder.ts";

const ENDLESS = {
  epochs: 1_000_000,
  schedule: "constant",
  "grid-every": 0,
  "save-every": 0,
};

/** The line that a process ends with, which must be the only one. */
async function lastLine(
  process: TrainProcess,
  run: RunFolder,
): Promise<string> {
  const { code, stderr } = await process.end();
  assertEquals(code, 1);
  assertMatch(stderr, /^error: [^\n]*\n$/);
  return stderr.trim().replaceAll(run.path, "RUN");
}

/** The line that going on with a run ends with. */
async function resumeLine(
  run: RunFolder,
  limits: ProcessLimits,
): Promise<string> {
  using process = new TrainProcess(["--resume", run.path], limits);
  return await lastLine(process, run);
}

Deno.test("train/main.ts stops when its run folder is deleted", () =>
  withFolder(async (folder) => {
    const run = runFolder(`${folder}/runs/00001-toon-head-d2`);
    using process = new TrainProcess(tinyArgs(folder, ENDLESS));
    await process.printed("epoch 1/");
    await Deno.remove(run.path, { recursive: true });
    assertEquals(
      await lastLine(process, run),
      "error: cannot write RUN/log.jsonl: it was deleted; there is no checkpoint to go on from",
    );
    assertEquals(fileNames(`${folder}/runs`), []);
  }));

Deno.test("train/main.ts does not begin where it may not write", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, ENDLESS);
    const { folder: run } = await trainTiny(options, { stopAfter: 1 });
    const files = fileNames(run.path);
    assertStringIncludes(
      await resumeLine(run, { writable: `${folder}/cache` }),
      'error: cannot write RUN/lock: Requires write access to "RUN/lock"',
    );
    assertEquals(fileNames(run.path), files);
    assertEquals((await readRunCheckpoint(run)).checkpoint.step, 1);
  }));

Deno.test("train/main.ts saves when only its log cannot grow any more", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, ENDLESS);
    const { folder: run } = await trainTiny(options, { stopAfter: 1 });
    const size = Math.ceil((await Deno.stat(run.checkpoint)).size / 512);
    // An entry that leaves no room for another.
    const [entry] = await readLog(run);
    const start = JSON.stringify({ ...entry, seconds: 0, padding: "" });
    const padding = "-".repeat(512 * (size + 1) - start.length - 10);
    await Deno.writeTextFile(
      run.log,
      `${JSON.stringify({ ...entry, seconds: 0, padding })}\n`,
    );
    assertEquals(
      await resumeLine(run, { fileBlocks: size + 1 }),
      "error: cannot write RUN/log.jsonl: File too large; RUN/checkpoint.safetensors is of step 2; to go on: deno task train --resume RUN",
    );
    // Half an entry is none.
    assertEquals((await readLog(run)).length, 1);
    await trainTiny({ ...options, epochs: 1 }, { folder: run });
    assertEquals(
      (await readLog(run)).map(({ step }) => step),
      [1, 3],
    );
  }));

Deno.test("train/main.ts keeps the checkpoint that it cannot replace", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { ...ENDLESS, "save-every": 8 });
    const { folder: run } = await trainTiny(options, { failAfter: 3 });
    const before = await Deno.readFile(run.checkpoint);
    assertEquals(
      await resumeLine(run, { fileBlocks: Math.floor(before.length / 512) }),
      "error: cannot write RUN/checkpoint.safetensors: File too large; RUN/checkpoint.safetensors is of step 2; to go on: deno task train --resume RUN",
    );
    assertEquals(await Deno.readFile(run.checkpoint), before);
    assertEquals(
      fileNames(run.path).filter((name) => /tmp|lock/.test(name)),
      [],
    );
  }));

Deno.test("trainLoop() keeps the checkpoint when the disk is full", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { "save-every": 8 });
    const { folder: run } = await trainTiny(options, { failAfter: 3 });
    const before = await Deno.readFile(run.checkpoint);
    const error = await assertRejects(
      () =>
        trainTiny(options, {
          folder: run,
          onStep: (step) => {
            if (step !== 4) return;
            Deno.symlinkSync("/dev/full", `${run.checkpoint}.tmp`);
          },
        }),
      UserError,
    );
    assertEquals(
      error.message.replaceAll(run.path, "RUN"),
      "cannot write RUN/checkpoint.safetensors: No space left on device; RUN/checkpoint.safetensors is of step 2; to go on: deno task train --resume RUN",
    );
    assertEquals(await Deno.readFile(run.checkpoint), before);
  }));

Deno.test("train/main.ts says that its GPU was lost and how to go on", () =>
  withFolder(async (folder) => {
    const run = runFolder(`${folder}/runs/00001-toon-head-d1`);
    const changes = { d: 1, size: 16, device: "webgpu", "save-every": 4 };
    using process = new TrainProcess(
      tinyArgs(folder, { ...ENDLESS, ...changes }),
      { program: "tests/train/run/lost_gpu_program.ts" },
    );
    assertMatch(
      await lastLine(process, run),
      /^error: the GPU .+ was lost: its device was destroyed; RUN\/checkpoint\.safetensors is of step 2; to go on: deno task train --resume RUN$/,
    );
    const resume = ["--resume", run.path, "--device", "wasm", "--epochs", "1"];
    using second = new TrainProcess(resume);
    const { code, stdout, stderr } = await second.end();
    assertEquals([code, stderr], [0, ""]);
    assert(stdout.includes(", from step 2\n"), stdout);
  }));
