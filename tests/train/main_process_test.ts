import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { readCheckpoint } from "../../train/record/checkpoint.ts";
import { readRunOptions, runFolder } from "../../train/record/run_folder.ts";
import { eventually } from "../eventually.ts";
import { TrainProcess } from "./child.ts";
import { readLog, tinyArgs, tinyOptions, trainTiny } from "./run/tiny_run.ts";
import { fileNames, withFolder } from "../folder.ts";

/** Far more steps than anyone waits for, and no rest between them. */
const ENDLESS = {
  epochs: 1_000_000,
  schedule: "constant",
  "grid-every": 0,
  "save-every": 0,
};

/** What is printed with the first step. */
const FIRST_STEP = "epoch 1/";

for (const device of ["wasm", "cpu"]) {
  const changes = { ...ENDLESS, device, threads: 2 };
  Deno.test(`train/main.ts stops after SIGINT and goes on as if it had not, bit for bit, on ${device}`, () =>
    withFolder(async (folder) => {
      using first = new TrainProcess(tinyArgs(folder, changes));
      await first.printed(FIRST_STEP);
      first.kill("SIGINT");
      const stopped = await first.end();
      assertEquals([stopped.code, stopped.stderr], [130, ""]);
      const run = runFolder(`${folder}/runs/00001-toon-head-d2`);
      const { step } = await readCheckpoint(run.checkpoint);
      assertMatch(
        stopped.stdout,
        /\nstopping after this step; once more stops at once\n/,
      );
      assertStringIncludes(
        stopped.stdout,
        `\nstopped at step ${step}; to go on: deno task train --resume ${run.path}\n`,
      );
      assertEquals((await readLog(run)).length, step);

      const epochs = Math.ceil(step / 3) + 1;
      const args = ["--resume", run.path, "--epochs", `${epochs}`];
      using second = new TrainProcess(args);
      const resumed = await second.end();
      assertEquals([resumed.code, resumed.stderr], [0, ""]);
      assertEquals(
        resumed.stdout.split("\n")[0],
        `changed: epochs 1000000 → ${epochs}`,
      );
      assertStringIncludes(resumed.stdout, `, from step ${step}\n`);
      // What the run was trained with is what its folder says.
      assertEquals((await readRunOptions(run)).epochs, epochs);

      // What a run of so few pictures chooses by itself.
      const chosen = { r1: 1, holdout: 0 };
      const options = tinyOptions(folder, { ...changes, epochs, ...chosen });
      const { folder: whole } = await trainTiny(options);
      assertEquals(await readLog(run), await readLog(whole));
      assertEquals(
        await Deno.readFile(run.checkpoint),
        await Deno.readFile(whole.checkpoint),
      );
    }));
}

for (const signal of ["SIGTERM", "SIGHUP"] as const) {
  Deno.test(`train/main.ts stops after ${signal}, too`, () =>
    withFolder(async (folder) => {
      using process = new TrainProcess(tinyArgs(folder, ENDLESS));
      await process.printed(FIRST_STEP);
      process.kill(signal);
      const { code, stdout, stderr } = await process.end();
      assertEquals([code, stderr], [130, ""]);
      const [, step] = /\nstopped at step (\d+);/.exec(stdout) ?? [];
      const run = runFolder(`${folder}/runs/00001-toon-head-d2`);
      const checkpoint = await readCheckpoint(run.checkpoint);
      assertEquals(`${checkpoint.step}`, step);
    }));
}

Deno.test("train/main.ts trains on when its terminal is gone, and saves at SIGHUP", () =>
  withFolder(async (folder) => {
    using process = new TrainProcess(
      tinyArgs(folder, { ...ENDLESS, "save-every": 40 }),
    );
    await process.printed(FIRST_STEP);
    await process.deafen();
    const run = runFolder(`${folder}/runs/00001-toon-head-d2`);
    const before = (await readCheckpoint(run.checkpoint)).step;
    await eventually(
      "it trains no further",
      async () => (await readCheckpoint(run.checkpoint)).step >= before + 100,
    );
    process.kill("SIGHUP");
    const { code, stderr } = await process.end();
    assertEquals([code, stderr], [130, ""]);
    const { step } = await readCheckpoint(run.checkpoint);
    assertEquals((await readLog(run)).length, step);
  }));

Deno.test("train/main.ts ends at once at the second interrupt", () =>
  withFolder(async (folder) => {
    const run = runFolder(`${folder}/runs/00001-toon-head-d2`);
    using process = new TrainProcess(tinyArgs(folder, ENDLESS));
    await process.printed(FIRST_STEP);
    const before = await Deno.readFile(run.checkpoint);
    // Writing to a pipe that nobody reads takes for ever.
    const pipe = `${run.checkpoint}.tmp`;
    await new Deno.Command("mkfifo", { args: [pipe] }).output();
    process.kill("SIGINT");
    await process.printed("stopping after this step");
    // Sooner it would be a copy of the first.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    process.kill("SIGINT");
    const { code, stdout, stderr } = await process.end();
    assertEquals([code, stderr], [130, ""]);
    assertEquals(stdout.includes("stopped at step"), false);
    assertEquals(await Deno.readFile(run.checkpoint), before);
  }));

Deno.test("train/main.ts takes the copies of an interrupt for one", () =>
  withFolder(async (folder) => {
    using process = new TrainProcess(tinyArgs(folder, ENDLESS));
    await process.printed(FIRST_STEP);
    process.kill("SIGINT");
    await process.printed("stopping after this step");
    process.kill("SIGINT");
    const { code, stdout, stderr } = await process.end();
    assertEquals([code, stderr], [130, ""]);
    assertStringIncludes(stdout, "\nstopped at step ");
    assertStringIncludes(stdout, "\nto see it: ");
  }));

Deno.test("train/main.ts can be interrupted while it prepares pictures", () =>
  withFolder(async (folder) => {
    const runs = `${folder}/runs`;
    Deno.mkdirSync(runs);
    const args = tinyArgs(folder, { "demo-size": 1_000_000, runs });
    using process = new TrainProcess(args);
    await process.printed("device:");
    process.kill("SIGINT");
    const { signal } = await process.end();
    assertEquals(signal, "SIGINT");
    assertEquals(fileNames(folder), ["runs"]);
    // It may just have tried whether it can make a folder there.
    assertEquals(fileNames(runs).filter((name) => /^\d/.test(name)), []);
  }));

Deno.test("train/main.ts tells wrong usage in one line, with exit code 2", () =>
  withFolder(async (folder) => {
    using process = new TrainProcess(tinyArgs(folder, { batch: 1 }));
    assertEquals(await process.end(), {
      code: 2,
      signal: null,
      stdout: "",
      stderr: "error: --batch is 1: it must be an integer from 2 to 4096\n",
    });
    assertEquals(fileNames(folder), []);
  }));
