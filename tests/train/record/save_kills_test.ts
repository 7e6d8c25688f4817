import { assert, assertEquals } from "@std/assert";
import { readCheckpoint } from "../../../train/record/checkpoint.ts";
import {
  readRunCheckpoint,
  saveCheckpoint,
} from "../../../train/record/run_checkpoint.ts";
import {
  removeLeftovers,
  type RunFolder,
  runFolder,
} from "../../../train/record/run_folder.ts";
import { checkpointOf } from "./checkpoints.ts";
import { fileNames, withFolder } from "../../folder.ts";

const PROGRAM = new URL("killed_save.ts", import.meta.url).pathname;

/** A folder with the checkpoints of the steps 1 and 2. */
async function savedRun(path: string): Promise<RunFolder> {
  const run = runFolder(path);
  await Deno.mkdir(path);
  await saveCheckpoint(run, checkpointOf(1));
  await saveCheckpoint(run, checkpointOf(2));
  return run;
}

/** Saves in a process of its own, which is killed at one of its operations. */
async function save(path: string, ...at: string[]) {
  const { stdout, signal, code } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "-A", PROGRAM, path, ...at],
    stderr: "inherit",
  }).output();
  return { operations: new TextDecoder().decode(stdout).trim(), signal, code };
}

Deno.test("saveCheckpoint() leaves whole checkpoints when the process is killed at any of its file operations", () =>
  withFolder(async (folder) => {
    const { path } = await savedRun(`${folder}/whole`);
    const { operations, code } = await save(path);
    assertEquals(code, 0);
    const names = operations.split(" ");
    assertEquals(
      names.filter((name) => name !== "remove"),
      ["open", "write", "sync", "link", "rename", "rename", "sync"],
    );
    const kills = names.flatMap((name, index) => {
      const at = `${index + 1}`;
      return name === "write" ? [[at], [at, "half"]] : [[at]];
    });
    const found: number[] = [];
    for (const at of kills) {
      const run = await savedRun(`${folder}/${at.join("-")}`);
      assertEquals((await save(run.path, ...at)).signal, "SIGKILL");

      const { checkpoint, problem } = await readRunCheckpoint(run);
      assertEquals(checkpoint, checkpointOf(checkpoint.step));
      assertEquals(problem, undefined);
      found.push(checkpoint.step);
      const previous = await readCheckpoint(run.previous);
      assertEquals(previous, checkpointOf(previous.step));

      // As a run does that is resumed.
      await removeLeftovers(run);
      await saveCheckpoint(run, checkpointOf(4));
      assertEquals((await readCheckpoint(run.checkpoint)).step, 4);
      assertEquals(
        (await readCheckpoint(run.previous)).step,
        checkpoint.step,
      );
      assertEquals(fileNames(run.path), [
        "checkpoint-previous.safetensors",
        "checkpoint.safetensors",
      ]);
    }
    // The old one first, from some operation on the new one.
    assertEquals(found, found.toSorted());
    assert(found.includes(2) && found.includes(3), `${found}`);
  }));
