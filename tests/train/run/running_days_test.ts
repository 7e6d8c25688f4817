import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { UserError } from "../../../core/user_error.ts";
import type { Engine } from "../../../train/engine/engine.ts";
import { train } from "../../../train/main.ts";
import { readCheckpoint } from "../../../train/record/checkpoint.ts";
import { runFolder } from "../../../train/record/run_folder.ts";
import { eventually } from "../../eventually.ts";
import { captured } from "../captured.ts";
import { TrainProcess } from "../child.ts";
import { readLog, tinyArgs, tinyOptions, trainTiny } from "./tiny_run.ts";
import { fileNames, withFolder } from "../../folder.ts";

const ENDLESS = {
  epochs: 1_000_000,
  schedule: "constant",
  "grid-every": 0,
  "save-every": 0,
  "score-every": 0,
};

function sleep(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
}

/** Waits until the log of a run has grown past some bytes. */
function grown(log: string, size: number): Promise<void> {
  return eventually("the log does not grow", async () => {
    const stat = await Deno.stat(log).catch(() => ({ size: 0 }));
    return stat.size > size;
  });
}

Deno.test("train/main.ts goes on where it was stopped for a while by SIGSTOP", () =>
  withFolder(async (folder) => {
    const run = runFolder(`${folder}/runs/00001-toon-head-d2`);
    using process = new TrainProcess(
      tinyArgs(folder, { ...ENDLESS, threads: 2 }),
    );
    await process.printed("epoch 1/");
    process.kill("SIGSTOP");
    await sleep(3);
    const { size } = await Deno.stat(run.log);
    process.kill("SIGCONT");
    await grown(run.log, size);
    process.kill("SIGINT");
    const { code, stdout, stderr } = await process.end();
    assertEquals([code, stderr], [130, ""]);
    const { step } = await readCheckpoint(run.checkpoint);
    assertStringIncludes(stdout, `\nstopped at step ${step}; to go on: `);
    assertEquals((await readLog(run)).length, step);
    // What there is can be seen.
    assertMatch(
      stdout,
      /\nfrozen: .*, as it was after \d+ images\nto see it: /,
    );
    assertMatch(stdout, /\nhow it went: still noise, or little more, after /);
    const card = JSON.parse(
      await Deno.readTextFile(`${run.path}/generator.json`),
    );
    assertEquals(card.training.steps, step);
  }));

Deno.test("train/main.ts trains though the disk of the prepared pictures is full", () =>
  withFolder(async (folder) => {
    const changes = { "demo-size": 400, images: 12, holdout: 0 };
    // The pictures take 2400 blocks, what the run writes takes fewer.
    using process = new TrainProcess(tinyArgs(folder, changes), {
      fileBlocks: 2000,
    });
    const { code, stdout, stderr } = await process.end();
    assertEquals([code, stderr], [0, ""]);
    assertMatch(
      stdout,
      /\nwarning: cannot keep the prepared pictures: .*File too large/,
    );
    assertEquals(fileNames(`${folder}/cache`), []);
    assertStringIncludes(stdout, "\nfrozen: ");
  }));

Deno.test("train/main.ts ends, frozen, when its terminal is closed", () =>
  withFolder(async (folder) => {
    const run = runFolder(`${folder}/runs/00001-toon-head-d2`);
    const program = [Deno.execPath(), "run", "-A", "train/main.ts"];
    const command = [...program, ...tinyArgs(folder, ENDLESS)].join(" ");
    const terminal = new Deno.Command("script", {
      args: ["-qefc", command, "/dev/null"],
      cwd: new URL("../../../", import.meta.url),
      stdin: "null",
      stdout: "null",
    }).spawn();
    await grown(run.log, 0);
    // Without it the terminal is gone, and all that run in it get SIGHUP.
    terminal.kill("SIGKILL");
    await terminal.status;
    await eventually(
      "the run does not end",
      () => !fileNames(run.path).includes("lock"),
    );
    const { step } = await readCheckpoint(run.checkpoint);
    assert(step > 0);
    assertEquals((await readLog(run)).length, step);
    assert(fileNames(run.path).includes("generator.onnx"));
  }));

Deno.test("train() resumes no run whose options are nonsense, and changes nothing", () =>
  withFolder(async (folder) => {
    const { folder: run } = await trainTiny(
      tinyOptions(folder, { epochs: 2 }),
      { stopAfter: 1 },
    );
    const files = fileNames(run.path);
    const text = await Deno.readTextFile(run.options);
    for (
      const nonsense of [
        "",
        "\0\0\0\0",
        "[]",
        "null",
        "{}",
        text.slice(0, text.length / 2),
        text.replace('"batch": 4', '"batch": "four"'),
        text.replace('"epochs": 2', '"epochs": -1'),
        text.replace('"d": 2', '"d": 1e9'),
        text.replace('"lr"', '"ir"'),
      ]
    ) {
      await Deno.writeTextFile(run.options, nonsense);
      const { result: error } = await captured(() =>
        assertRejects(() => train(["--resume", run.path]), UserError)
      );
      assertMatch(error.message, /^[^\n]*options\.json is damaged: [^\n]*$/);
      assertEquals(await Deno.readTextFile(run.options), nonsense);
    }
    assertEquals(fileNames(run.path), files);
    await Deno.writeTextFile(run.options, text);
    const { result, printed } = await captured(() =>
      train(["--resume", run.path])
    );
    assertEquals(result, 0, printed);
    assertEquals((await readLog(run)).length, 6);
  }));

Deno.test("train() takes the advice that a run which broke down ends with", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { epochs: 2, lr: 2e-3, "lr-d": 4e-4 });
    const { folder: run } = await trainTiny(options, { stopAfter: 2 });
    const prepare = async ({ engine }: { engine: Engine }) => {
      const state = await engine.getState(["D.linear.bias"]);
      state.get("D.linear.bias")?.data.fill(NaN);
      await engine.setState(state);
    };
    const { message } = await assertRejects(
      () => trainTiny(options, { folder: run, prepare }),
      UserError,
    );
    const [, advice = ""] = /deno task train (.*)$/.exec(message) ?? [];
    const { result, printed } = await captured(() => train(advice.split(" ")));
    assertEquals(result, 0);
    assertEquals(printed.split("\n").slice(0, 2), [
      "changed: lr 0.002 → 0.001",
      "changed: lr-d 0.0004 → 0.0002",
    ]);
    const log = await readLog(run);
    assertEquals(log.length, 6);
    assert(log.slice(2).every(({ lr, lr_d }) => lr <= 1e-3 && lr_d <= 2e-4));
  }));
