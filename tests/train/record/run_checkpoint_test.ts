import { assert, assertEquals, assertRejects } from "@std/assert";
import { encodeSafetensors } from "../../../train/tensors/safetensors.ts";
import { UserError } from "../../../core/user_error.ts";
import { readCheckpoint } from "../../../train/record/checkpoint.ts";
import {
  putAside,
  readRunCheckpoint,
  saveCheckpoint,
  warnOfPrevious,
} from "../../../train/record/run_checkpoint.ts";
import { type RunFolder, runFolder } from "../../../train/record/run_folder.ts";
import { checkpointOf } from "./checkpoints.ts";
import { assertSameRun, tinyOptions, trainTiny } from "../run/tiny_run.ts";
import { fileNames, withFolder } from "../../folder.ts";

/** Ways in which a file goes bad, and what a message says then. */
const DAMAGES: [string, (path: string) => Promise<void>, RegExp][] = [
  ["missing", (path) => Deno.remove(path), /FILE does not exist/],
  ["empty", (path) => Deno.truncate(path), /FILE is damaged: it has only 0 /],
  [
    "truncated",
    async (path) => Deno.truncate(path, (await Deno.stat(path)).size - 4),
    /FILE is damaged: tensor \S+ ends at byte /,
  ],
  [
    "different in a bit",
    async (path) => {
      const bytes = await Deno.readFile(path);
      const last = bytes.length - 1;
      bytes[last] = (bytes[last] as number) ^ 1;
      await Deno.writeFile(path, bytes);
    },
    /FILE is damaged: its content is not what was written/,
  ],
  [
    "from a newer version",
    (path) => {
      const metadata = { format: "edge-dcgan checkpoint 3" };
      const bytes = encodeSafetensors({ tensors: new Map(), metadata });
      return Deno.writeFile(path, bytes);
    },
    /FILE is from a newer version of this program: its format is edge-dcgan checkpoint 3, this one reads up to 2/,
  ],
];

async function savedRun(folder: string): Promise<RunFolder> {
  const run = runFolder(folder);
  await saveCheckpoint(run, checkpointOf(1));
  await saveCheckpoint(run, checkpointOf(2));
  return run;
}

Deno.test("saveCheckpoint() keeps the last two checkpoints", () =>
  withFolder(async (folder) => {
    const run = await savedRun(folder);
    await saveCheckpoint(run, checkpointOf(3));
    assertEquals(await readCheckpoint(run.checkpoint), checkpointOf(3));
    assertEquals(await readCheckpoint(run.previous), checkpointOf(2));
    assertEquals(fileNames(folder), [
      "checkpoint-previous.safetensors",
      "checkpoint.safetensors",
    ]);
    assertEquals(await readRunCheckpoint(run), {
      checkpoint: checkpointOf(3),
      file: run.checkpoint,
    });
  }));

for (const [what, damage, message] of DAMAGES) {
  Deno.test(`readRunCheckpoint() takes the previous checkpoint when the last is ${what}`, () =>
    withFolder(async (folder) => {
      const run = await savedRun(folder);
      await damage(run.checkpoint);
      const { problem = "", ...found } = await readRunCheckpoint(run);
      assertEquals(found, { checkpoint: checkpointOf(1), file: run.previous });
      assert(message.test(problem.replace(run.checkpoint, "FILE")), problem);
      // With both of them bad the message names both.
      await damage(run.previous);
      const error = await assertRejects(
        () => readRunCheckpoint(run),
        UserError,
      );
      assertEquals(error.exitCode, 1);
      assertEquals(error.message.includes("\n"), false);
      const [start, last = "", previous = ""] = error.message
        .split(/: (?=\/)|; (?=\/)/);
      assertEquals(start, `${folder} has no usable checkpoint`);
      assert(message.test(last.replace(run.checkpoint, "FILE")), last);
      assert(message.test(previous.replace(run.previous, "FILE")), previous);
    }));
}

Deno.test("a run whose last checkpoint is damaged goes on from the one before, bit for bit", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { epochs: 3, "save-every": 8 });
    const { folder: whole } = await trainTiny(options);
    const { folder: run } = await trainTiny(options, { failAfter: 7 });
    const bytes = await Deno.readFile(run.checkpoint);
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] as number) ^ 128;
    await Deno.writeFile(run.checkpoint, bytes);
    const printed: string[] = [];
    await trainTiny(options, { folder: run, printed });
    const lines = printed.map((text) => text.replaceAll(run.path, "RUN"));
    assertEquals(lines.filter((line) => /checkpoint|images were/.test(line)), [
      "warning: RUN/checkpoint.safetensors is damaged: its content is not what was written; RUN/checkpoint-previous.safetensors, of step 4, is used instead\n",
      "the damaged checkpoint is kept as RUN/checkpoint-damaged.safetensors\n",
      "the last 12 images were not saved: they are shown again, from step 4 on\n",
    ]);
    await assertSameRun(run, whole);
    assertEquals(await Deno.readFile(run.damaged), bytes);
    // It did not take the place of the good one.
    assertEquals((await readCheckpoint(run.previous)).step, 8);
  }));

Deno.test("a run that is resumed keeps its last good checkpoint until the next is written", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { epochs: 3, "save-every": 8 });
    const { folder: run } = await trainTiny(options, { failAfter: 5 });
    await Deno.truncate(run.checkpoint, 100);
    await Deno.writeTextFile(`${run.options}.tmp`, "half");
    // It stops before it could save anything.
    await trainTiny(options, { folder: run, failAfter: 3 });
    const { checkpoint, problem } = await readRunCheckpoint(run);
    assertEquals(checkpoint.step, 2);
    assertEquals(problem, `${run.checkpoint} does not exist`);
    assertEquals(
      fileNames(run.path).filter((name) => name.endsWith(".tmp")),
      [],
    );
  }));

Deno.test("putAside() keeps a damaged checkpoint under another name", () =>
  withFolder(async (path) => {
    const folder = runFolder(path);
    await Deno.writeTextFile(folder.checkpoint, "damaged");
    assertEquals(await putAside(folder), true);
    assertEquals(await Deno.readTextFile(folder.damaged), "damaged");
    assertEquals(await putAside(folder), false);
  }));

Deno.test("warnOfPrevious() names the file, its step and what is wrong", () => {
  const checkpoint = {
    state: new Map(),
    step: 7,
    seed: 0,
    augmentProbability: 1,
    device: "wasm",
  };
  const lines: string[] = [];
  const file = "checkpoint-previous.safetensors";
  const problem = "checkpoint.safetensors does not exist";
  warnOfPrevious({ checkpoint, file, problem }, (line) => lines.push(line));
  warnOfPrevious({ checkpoint, file }, (line) => lines.push(line));
  assertEquals(lines, [
    `warning: ${problem}; ${file}, of step 7, is used instead`,
  ]);
});
