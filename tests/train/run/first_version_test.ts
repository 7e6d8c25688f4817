import { assert, assertEquals } from "@std/assert";
import { train } from "../../../train/main.ts";
import { exportRun } from "../../../train/exchange/export_run.ts";
import { freezeRun } from "../../../train/freeze/freeze_run.ts";
import { readCheckpoint } from "../../../train/record/checkpoint.ts";
import { readRunOptions, runFolder } from "../../../train/record/run_folder.ts";
import { captured } from "../captured.ts";
import { fixture } from "../data/pictures.ts";
import { readLog } from "./tiny_run.ts";
import { withFolder } from "../../folder.ts";

/** A run of the first version, of which two epochs are done. */
async function copyRun(folder: string) {
  const run = runFolder(`${folder}/00001-toon-head-d1`);
  await Deno.mkdir(run.path);
  for (const path of [run.checkpoint, run.dataset, run.log]) {
    const name = path.slice(run.path.length + 1);
    await Deno.copyFile(fixture(`first_version_run/${name}`), path);
  }
  const options = await Deno.readTextFile(
    fixture("first_version_run/options.json"),
  );
  await Deno.writeTextFile(
    run.options,
    options.replace(".cache/data", `${folder}/cache`),
  );
  return run;
}

Deno.test("a run of the first version can be frozen and exported", () =>
  withFolder(async (folder) => {
    const run = await copyRun(folder);
    const { training } = await freezeRun(run, `${folder}/frozen`);
    assertEquals([training.steps, training.weights], [4, "ema"]);
    assertEquals(
      (await exportRun(run, "pth", `${folder}/export`)).length,
      3,
    );
  }));

Deno.test("a run of the first version goes on as it would have then", () =>
  withFolder(async (folder) => {
    const run = await copyRun(folder);
    const { result, printed } = await captured(() =>
      train(["--resume", run.checkpoint, "--epochs", "4"])
    );
    assertEquals(result, 0, printed);
    assertEquals((await readRunOptions(run)).epochs, 4);
    assertEquals((await readLog(run)).length, 8);

    const { state, step } = await readCheckpoint(run.checkpoint);
    const then = await readCheckpoint(
      fixture("first_version_run/after_4_epochs.safetensors").pathname,
    );
    assertEquals(step, then.step);
    assertEquals([...state.keys()].sort(), [...then.state.keys()].sort());
    for (const [name, { data }] of then.state) {
      const now = state.get(name)?.data;
      // Rounding may have changed since, what is computed may not.
      const difference = data.reduce(
        (most, x, index) => Math.max(most, Math.abs(x - (now?.[index] ?? NaN))),
        0,
      );
      assert(difference <= 1e-5, `${name}: ${difference}`);
    }
  }));
