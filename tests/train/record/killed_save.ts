/**
 * Saves a checkpoint of step 3 and is killed before one of its file operations,
 * or in the middle of it; see save_kills_test.ts.
 */

import { saveCheckpoint } from "../../../train/record/run_checkpoint.ts";
import { runFolder } from "../../../train/record/run_folder.ts";
import { checkpointOf } from "./checkpoints.ts";
import { watchFileOperations } from "../run/file_operations.ts";

const [path = "", at, how] = Deno.args;
const operations: string[] = [];
{
  using _watch = watchFileOperations(({ number, name, writeHalf }) => {
    operations.push(name);
    if (number !== Number(at)) return;
    if (how === "half") writeHalf();
    Deno.kill(Deno.pid, "SIGKILL");
    // The signal takes a moment.
    for (;;);
  });
  await saveCheckpoint(runFolder(path), checkpointOf(3));
}
console.log(operations.join(" "));
