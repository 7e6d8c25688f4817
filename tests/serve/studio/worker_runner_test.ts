import { assertEquals, assertRejects } from "@std/assert";
import { readGenerator } from "../../../core/generator/generator_folder.ts";
import { UserError } from "../../../core/user_error.ts";
import type { LoadTimes } from "../../../serve/studio/loading.ts";
import { startWorker } from "../../../serve/studio/worker_runner.ts";
import { VIVID_GENERATOR } from "../../fixtures/vivid_generator.ts";
import { FakeClock } from "./fake_clock.ts";
import { pngJob } from "./jobs.ts";

const clock = new FakeClock();

function start(digest = "a") {
  return startWorker({
    module: new URL("mortal_worker.ts", import.meta.url),
    first: digest,
    read: () => readGenerator(Deno, VIVID_GENERATOR),
    limit: 5000,
    clock,
  });
}

/** A job that makes the worker die. */
function fatal(death: number) {
  return pngJob(Float32Array.of(death, 0));
}

Deno.test("startWorker() runs jobs in a worker", async () => {
  const runner = await start();
  const renderings = await runner.run([
    pngJob(Float32Array.of(7, 8)),
    pngJob(Float32Array.of(9, 10)),
  ]);
  assertEquals(
    renderings.map(({ bytes }) => [...bytes]),
    [[7, 8], [9, 10]],
  );
  assertEquals(clock.timers, 0);
  runner.stop();
});

Deno.test("startWorker() passes mistakes of the user on", async () => {
  await assertRejects(
    () => start("mistake"),
    UserError,
    "there is no such folder",
  );
});

Deno.test("startWorker() passes on that a generator cannot be read", async () => {
  await assertRejects(
    () =>
      startWorker({
        module: new URL("mortal_worker.ts", import.meta.url),
        first: "a",
        read: () => Promise.reject(new UserError("it is gone")),
        limit: 5000,
        clock,
      }),
    UserError,
    "it is gone",
  );
});

Deno.test("a runner loads a generator when it is first asked for", async () => {
  const asked: string[] = [];
  const runner = await startWorker({
    module: new URL("mortal_worker.ts", import.meta.url),
    first: "a",
    read: (digest) => {
      asked.push(digest);
      return readGenerator(Deno, VIVID_GENERATOR);
    },
    limit: 5000,
    clock,
  });
  assertEquals(asked, ["a"]);
  for (const digest of ["b", "a", "b"]) {
    const job = pngJob(Float32Array.of(7, 8), digest);
    const [rendering] = await runner.run([job]);
    assertEquals(rendering?.bytes, Uint8Array.of(7, 8));
  }
  assertEquals(asked, ["a", "b"]);
  await assertRejects(
    () => runner.run([pngJob(7, "mistake")]),
    UserError,
    "there is no such folder",
  );
});

Deno.test("startWorker() says how long loading took", async () => {
  const told: LoadTimes[] = [];
  const runner = await startWorker({
    module: new URL("mortal_worker.ts", import.meta.url),
    first: "a",
    read: () => readGenerator(Deno, VIVID_GENERATOR),
    limit: 5000,
    clock,
    onLoaded: (times) => told.push(times),
  });
  assertEquals(told, [{ began: 1, files: 2, open: 3 }]);
  runner.stop();
});

Deno.test("startWorker() fails when there is no such module", async () => {
  // Read before: nobody waits for it when there is no worker.
  const files = await readGenerator(Deno, VIVID_GENERATOR);
  await assertRejects(
    () =>
      startWorker({
        module: new URL("nowhere.ts", import.meta.url),
        first: "a",
        read: () => Promise.resolve(files),
        limit: 5000,
        clock,
      }),
    Error,
    "A worker died",
  );
});

for (
  const [death, message] of [
    [1, "A worker died: "],
    [4, "A worker failed: ill"],
    [5, "A worker is listening, not rendered"],
  ] as const
) {
  Deno.test(`a runner is lost when its worker meets death ${death}`, async () => {
    const runner = await start();
    await assertRejects(() => runner.run([fatal(death)]), Error, message);
    await assertRejects(() => runner.run([pngJob(7)]), Error);
    assertEquals(clock.timers, 0);
  });
}

Deno.test("a runner is lost when its worker does not answer", async () => {
  const runner = await start();
  const lost = assertRejects(
    () => runner.run([fatal(2)]),
    Error,
    "A worker did not answer for 5 seconds",
  );
  await clock.tick(4999);
  await clock.tick(1);
  await lost;
});

Deno.test("a runner is lost when its worker dies between two runs", async () => {
  const runner = await start();
  await runner.run([fatal(3)]);
  await assertRejects(
    async () => {
      // The news of its death may take a while.
      for (;;) {
        await runner.run([pngJob(7)]);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    Error,
    "A worker died",
  );
});

Deno.test("a runner fails at once when it was stopped", async () => {
  const runner = await start();
  const running = assertRejects(() => runner.run([fatal(2)]), Error, "stopped");
  runner.stop();
  await running;
  await assertRejects(() => runner.run([pngJob(7)]), Error, "stopped");
});
