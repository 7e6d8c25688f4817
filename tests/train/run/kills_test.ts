import { assert, assertEquals } from "@std/assert";
import { readRunCheckpoint } from "../../../train/record/run_checkpoint.ts";
import { type RunFolder, runFolder } from "../../../train/record/run_folder.ts";
import { eventually } from "../../eventually.ts";
import { TrainProcess } from "../child.ts";
import {
  assertSameRun,
  readLog,
  tinyArgs,
  tinyOptions,
  trainTiny,
} from "./tiny_run.ts";
import { fileNames, withFolder } from "../../folder.ts";

/** Files that only the command writes, and one for each start. */
const INSIGHT =
  /^(curves\.(png|svg)|events\.out\..*|progress\.gif|reals\.png|report\.html|starts\.jsonl)$/;

/** Runs that hardly do anything but write checkpoints and grids. */
const BUSY = {
  "demo-size": 8,
  r1: 1, // as a run of so few pictures would choose
  size: "16x16",
  epochs: 1_000_000,
  schedule: "constant",
  "save-every": 4,
  "grid-every": 16,
};
/** Runs, and how often each is killed: WebAssembly takes longer to start. */
const RUNS = [
  { kills: 15, changes: { ...BUSY, name: "adam", d: 4, ema: 40 } },
  {
    kills: 35,
    changes: {
      ...BUSY,
      name: "sgd",
      d: 5,
      optimizer: "sgd",
      "save-every": 8,
      device: "cpu",
    },
  },
];
const KILLS = RUNS.reduce((sum, { kills }) => sum + kills, 0);

/** Milliseconds that a process takes until its first step is done. */
async function measureStart(args: readonly string[]): Promise<number> {
  const start = performance.now();
  using process = new TrainProcess(args);
  await process.printed("epoch ");
  process.kill("SIGKILL");
  await process.end();
  return performance.now() - start;
}

/** The step of a run's checkpoint, which must be sound. */
async function stepOf(run: RunFolder): Promise<number> {
  const { checkpoint, problem } = await readRunCheckpoint(run);
  assertEquals(problem, undefined);
  return checkpoint.step;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Kills a run at random moments and goes on with it. */
async function killAgainAndAgain(
  args: readonly string[],
  run: RunFolder,
  kills: number,
): Promise<void> {
  const start = await measureStart(args);
  for (let kill = 1; kill < kills; kill++) {
    const before = await stepOf(run);
    using process = new TrainProcess(["--resume", run.path]);
    // By turns at any moment of its start, and at any after it got on.
    if (kill % 2 === 0) {
      await eventually("it gets no further", async () => {
        const { checkpoint } = await readRunCheckpoint(run);
        return checkpoint.step > before;
      });
    }
    await sleep(Math.random() * (kill % 2 === 0 ? 0.5 : 1) * start);
    process.kill("SIGKILL");
    const { signal, stderr } = await process.end();
    assertEquals([signal, stderr], ["SIGKILL", ""]);
  }
}

Deno.test(`runs that are killed ${KILLS} times end as if they had not been, bit for bit`, () =>
  withFolder(async (folder) => {
    await Promise.all(RUNS.map(async ({ kills, changes }) => {
      const runs = `${folder}/${changes.name}`;
      const run = runFolder(`${runs}/00001-${changes.name}-d${changes.d}`);
      const args = tinyArgs(folder, { ...changes, runs });
      await killAgainAndAgain(args, run, kills);
      const step = await stepOf(run);
      assert(step >= kills / 2, `${step}`);

      const epochs = Math.ceil(step / 2) + 1;
      using last = new TrainProcess(
        ["--resume", run.path, "--epochs", `${epochs}`],
      );
      const { code, stderr } = await last.end();
      assertEquals([code, stderr], [0, ""]);
      const { folder: whole } = await trainTiny(
        tinyOptions(folder, { ...changes, epochs, runs: `${runs}-whole` }),
      );
      await assertSameRun(run, whole);
      assertEquals((await readLog(run)).length, 2 * epochs);
      const names = fileNames(whole.path);
      // Those that tell of the run come on top; nothing else is left over.
      assertEquals(
        fileNames(run.path).filter((name) => !INSIGHT.test(name)),
        [...names, "generator.json", "generator.onnx"].sort(),
      );
      for (const name of names.filter((name) => name.endsWith(".png"))) {
        const [one, other] = [run, whole].map(({ path }) =>
          Deno.readFileSync(`${path}/${name}`)
        );
        assertEquals(one, other, name);
      }
    }));
  }));
