import { assertEquals } from "@std/assert";
import { type LogEntry, openLog } from "../../../train/record/log.ts";
import { fileNames, withFolder } from "../../folder.ts";

function entry(step: number): LogEntry {
  return {
    step,
    images: 4 * step,
    epoch: 1,
    lr: 0.001,
    lr_d: 0.0005,
    loss_d: 0.5,
    loss_d_real: 0.25,
    loss_d_fake: 0.75,
    loss_g: 1 / 3,
    d_real: 0.75,
    d_fake: 0.25,
    seconds: 0.5,
  };
}

function lines(...steps: number[]): string {
  return steps.map((step) => `${JSON.stringify(entry(step))}\n`).join("");
}

/** What a log holds once it was opened to go on after a step. */
async function opened(content: string, step: number): Promise<string> {
  let kept = "";
  await withFolder(async (folder) => {
    const path = `${folder}/log.jsonl`;
    await Deno.writeTextFile(path, content);
    (await openLog(path, step)).close();
    kept = await Deno.readTextFile(path);
    assertEquals(fileNames(folder), ["log.jsonl"]);
  });
  return kept;
}

Deno.test("openLog() appends a line for each entry, at once", () =>
  withFolder(async (folder) => {
    const path = `${folder}/log.jsonl`;
    const log = await openLog(path, 0);
    log.append(entry(1));
    assertEquals(await Deno.readTextFile(path), lines(1));
    log.append(entry(2));
    log.close();
    assertEquals(await Deno.readTextFile(path), lines(1, 2));
    const next = await openLog(path, 2);
    next.append(entry(3));
    next.close();
    assertEquals(await Deno.readTextFile(path), lines(1, 2, 3));
  }));

Deno.test("openLog() drops entries past the step", async () => {
  assertEquals(await opened(lines(1, 2, 3, 4), 2), lines(1, 2));
  assertEquals(await opened(lines(1, 2), 0), "");
  assertEquals(await opened("", 2), "");
});

Deno.test("openLog() drops lines that were not written to their end", async () => {
  const half = lines(3).slice(0, 20);
  assertEquals(await opened(lines(1, 2) + half, 2), lines(1, 2));
  // The checkpoint reached the disk, but not all of the log.
  assertEquals(await opened(lines(1, 2) + half, 5), lines(1, 2));
  assertEquals(await opened(lines(1, 2), 5), lines(1, 2));
  assertEquals(await opened(`${lines(1)}${half}\n${lines(4)}`, 4), lines(1, 4));
});
