import { assert, assertEquals, assertRejects } from "@std/assert";
import { UserError } from "../../../core/user_error.ts";
import { runFolder } from "../../../train/record/run_folder.ts";
import { lockRun } from "../../../train/record/run_lock.ts";
import { TrainProcess } from "../child.ts";
import { tinyArgs } from "../run/tiny_run.ts";
import { fileNames, withFolder } from "../../folder.ts";

Deno.test("lockRun() throws while the run is locked, and names the process", () =>
  withFolder(async (folder) => {
    const run = runFolder(folder);
    {
      using _lock = await lockRun(run);
      for (let time = 0; time < 2; time++) {
        const error = await assertRejects(() => lockRun(run), UserError);
        assertEquals(
          error.message,
          `${folder} is being trained by another process (pid ${Deno.pid}): wait for its end, or stop it`,
        );
      }
    }
    assertEquals(fileNames(folder), []);
    (await lockRun(run))[Symbol.dispose]();
    assertEquals(fileNames(folder), []);
  }));

Deno.test("lockRun() takes a lock that nobody holds any more", () =>
  withFolder(async (folder) => {
    const run = runFolder(folder);
    await Deno.writeTextFile(run.lock, "a process with a very long number");
    using _lock = await lockRun(run);
    assertEquals(await Deno.readTextFile(run.lock), `${Deno.pid}`);
  }));

Deno.test("lockRun() gives one of many the lock", () =>
  withFolder(async (folder) => {
    const run = runFolder(folder);
    for (let round = 0; round < 20; round++) {
      const results = await Promise.allSettled(
        Array.from({ length: 8 }, () => lockRun(run)),
      );
      const locks = results.flatMap((result) =>
        result.status === "fulfilled" ? [result.value] : []
      );
      assertEquals(locks.length, 1);
      locks[0]?.[Symbol.dispose]();
    }
  }));

Deno.test("lockRun() takes no lock on a file that its owner has removed", () =>
  withFolder(async (folder) => {
    const run = runFolder(folder);
    const first = await lockRun(run);
    const { open } = Deno;
    let opened = 0;
    Reflect.set(Deno, "open", async (...args: Parameters<typeof open>) => {
      const file = await open(...args);
      // The owner lets go just after the file was opened by another.
      if (++opened === 1) first[Symbol.dispose]();
      return file;
    });
    try {
      using _second = await lockRun(run);
      assertEquals(opened, 2);
      await assertRejects(() => lockRun(run), UserError, "is being trained");
    } finally {
      Reflect.set(Deno, "open", open);
    }
  }));

Deno.test("lockRun() lets a run be trained where the file system has no locks", () =>
  withFolder(async (folder) => {
    const { tryLock } = Deno.FsFile.prototype;
    Deno.FsFile.prototype.tryLock = () => Promise.reject(new Error("ENOTSUP"));
    try {
      using _lock = await lockRun(runFolder(folder));
      assertEquals(fileNames(folder), ["lock"]);
    } finally {
      Deno.FsFile.prototype.tryLock = tryLock;
    }
  }));

Deno.test("train/main.ts resumes no run that another process trains, but one whose process was killed", () =>
  withFolder(async (folder) => {
    const run = runFolder(`${folder}/runs/00001-toon-head-d2`);
    const changes = { epochs: 1_000_000, schedule: "constant" };
    using first = new TrainProcess(tinyArgs(folder, changes));
    await first.printed("epoch 1/");
    const pid = await Deno.readTextFile(run.lock);
    const resume = ["--resume", run.path, "--epochs", "1"];
    {
      using second = new TrainProcess(resume);
      const { code, stderr } = await second.end();
      assertEquals([code, stderr], [
        1,
        `error: ${run.path} is being trained by another process (pid ${pid}): wait for its end, or stop it\n`,
      ]);
    }
    first.kill("SIGKILL");
    await first.end();
    assert(fileNames(run.path).includes("lock"));
    using third = new TrainProcess(resume);
    const { code, stderr } = await third.end();
    assertEquals([code, stderr], [0, ""]);
    assertEquals(fileNames(run.path).includes("lock"), false);
  }));
