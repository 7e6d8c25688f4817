import { assert, assertEquals, assertRejects } from "@std/assert";
import { readGenerator } from "../../../core/generator/generator_folder.ts";
import { UserError } from "../../../core/user_error.ts";
import { SYSTEM_CLOCK } from "../../../serve/studio/clock.ts";
import { openStudio } from "../../../serve/studio/open_studio.ts";
import { Refusal } from "../../../serve/studio/refusal.ts";
import type { Runner } from "../../../serve/studio/runner.ts";
import { Studio } from "../../../serve/studio/studio.ts";
import { startWorker } from "../../../serve/studio/worker_runner.ts";
import { VIVID_GENERATOR } from "../../fixtures/vivid_generator.ts";
import { sha256 } from "../sha256.ts";
import { FakeClock } from "./fake_clock.ts";
import { pngJob, stays } from "./jobs.ts";

/** A studio whose runners start, work and die as the test says. */
function setUp(runners: number) {
  const clock = new FakeClock();
  const errors: string[] = [];
  const starts: PromiseWithResolvers<void>[] = [];
  const works: PromiseWithResolvers<void>[] = [];
  let stopped = 0;
  const start = async (): Promise<Runner> => {
    const started = Promise.withResolvers<void>();
    starts.push(started);
    await started.promise;
    return {
      run: async (jobs) => {
        const work = Promise.withResolvers<void>();
        works.push(work);
        await work.promise;
        return jobs.map(() => ({
          bytes: new Uint8Array(1),
          queueMs: 0,
          inferMs: 0,
          encodeMs: 0,
        }));
      },
      stop: () => void stopped++,
    };
  };
  const report = (error: unknown) => errors.push((error as Error).message);
  const studio = new Studio({ runners, start, clock, report });
  return { studio, clock, errors, starts, works, stopped: () => stopped };
}

Deno.test("Studio starts one runner, and others one by one when more wait than a batch", async () => {
  const { studio, clock, starts } = setUp(3);
  const ask = (weight: number) =>
    studio.render({ ...pngJob(7), weight }, stays).catch(() => {});
  await clock.tick();
  assertEquals([starts.length, studio.isReady], [1, false]);
  starts[0]?.resolve();
  await studio.opened;
  for (const weight of [8, 8]) ask(weight);
  await clock.tick();
  assertEquals([starts.length, studio.isReady, studio.runners], [1, true, 1]);
  for (const weight of [1, 8]) ask(weight);
  await clock.tick();
  assertEquals([starts.length, studio.runners], [2, 1]);
  // It takes 8 of the 17 that wait: 9 are more than a batch.
  starts[1]?.resolve();
  await clock.tick();
  assertEquals([starts.length, studio.runners], [3, 2]);
  ask(8);
  starts[2]?.resolve();
  await clock.tick();
  assertEquals([starts.length, studio.runners], [3, 3]);
});

Deno.test("Studio stops a runner that has had nothing to do, but not the last", async () => {
  const { studio, clock, starts, works, stopped } = setUp(2);
  const ask = () =>
    [1, 2, 3].map((seed) =>
      studio.render({ ...pngJob(seed), weight: 8 }, stays).catch(() => {})
    );
  const finish = async () => {
    for (let job = 0; job < works.length; job++) {
      works[job]?.resolve();
      await clock.tick();
    }
  };
  const first = ask();
  starts[0]?.resolve();
  await clock.tick();
  starts[1]?.resolve();
  await clock.tick();
  assertEquals([starts.length, studio.runners], [2, 2]);
  await finish();
  await Promise.all(first);
  // One picture now and then keeps one of them, and only one, at work.
  for (let time = 0; time < 4999; time += 1000) {
    assertEquals([studio.runners, stopped()], [2, 0]);
    const rendering = studio.render(pngJob(time), stays);
    await finish();
    await rendering;
    await clock.tick(1000);
  }
  assertEquals([studio.runners, stopped()], [1, 1]);
  await clock.tick(1e6);
  assertEquals([studio.runners, stopped()], [1, 1]);
  // It comes back as it came first.
  const again = ask();
  await clock.tick();
  assertEquals(starts.length, 3);
  starts[2]?.resolve();
  await clock.tick();
  assertEquals(studio.runners, 2);
  await finish();
  await Promise.all(again);
  await studio.close(1000);
  assertEquals([stopped(), clock.timers], [3, 0]);
});

Deno.test("Studio starts others when many asked before it was ready", async () => {
  const { studio, clock, starts } = setUp(2);
  const asked = [1, 2, 3].map((seed) =>
    studio.render({ ...pngJob(seed), weight: 8 }, stays).catch(() => {})
  );
  await clock.tick();
  assertEquals(starts.length, 1);
  starts[0]?.resolve();
  await clock.tick();
  assertEquals(starts.length, 2);
  const closed = studio.close(10);
  await clock.tick(10);
  await Promise.all([...asked, closed]);
});

Deno.test("Studio renders what was asked before it was ready", async () => {
  const { studio, clock, starts, works } = setUp(1);
  const rendering = studio.render(pngJob(7), stays);
  assertEquals(studio.waiting, 1);
  await clock.tick(100);
  starts[0]?.resolve();
  await clock.tick();
  works[0]?.resolve();
  assertEquals((await rendering).queueMs, 100);
});

Deno.test("Studio cannot be opened when its first runner cannot start", async () => {
  const { studio, clock, starts } = setUp(2);
  await clock.tick();
  starts[0]?.reject(new UserError("no such folder"));
  await assertRejects(() => studio.opened, UserError, "no such folder");
});

Deno.test("Studio replaces a runner that is lost, patiently", async () => {
  const { studio, clock, errors, starts, works, stopped } = setUp(1);
  await clock.tick();
  starts[0]?.resolve();
  await studio.opened;
  const rendering = studio.render(pngJob(7), stays);
  works[0]?.reject(new Error("trap"));
  await clock.tick();
  assertEquals([starts.length, stopped(), studio.isReady], [2, 1, false]);
  starts[1]?.reject(new Error("no memory"));
  await clock.tick(999);
  assertEquals(starts.length, 2);
  await clock.tick(1);
  assertEquals(starts.length, 3);
  starts[2]?.resolve();
  await clock.tick();
  works[1]?.resolve();
  assertEquals((await rendering).bytes.length, 1);
  assertEquals(errors, ["trap", "no memory"]);
  assertEquals(studio.isReady, true);
});

Deno.test("Studio finishes its jobs before it closes", async () => {
  const { studio, clock, starts, works, stopped } = setUp(1);
  await clock.tick();
  starts[0]?.resolve();
  await studio.opened;
  const rendering = studio.render(pngJob(7), stays);
  const closed = studio.close(3000);
  assertEquals(studio.isReady, false);
  await clock.tick();
  assertEquals(stopped(), 0);
  works[0]?.resolve();
  await Promise.all([rendering, closed]);
  assertEquals(stopped(), 1);
  assertEquals(clock.timers, 0);
});

Deno.test("Studio gives up its jobs when closing takes too long", async () => {
  const { studio, clock, starts, stopped } = setUp(1);
  await clock.tick();
  starts[0]?.resolve();
  await studio.opened;
  const refused = assertRejects(
    () => studio.render(pngJob(7), stays),
    Refusal,
    "closing",
  );
  const closed = studio.close(3000);
  await clock.tick(3000);
  await Promise.all([refused, closed]);
  assertEquals(stopped(), 1);
});

Deno.test("Studio stops a runner that is ready after it has closed", async () => {
  const { studio, clock, starts, stopped } = setUp(1);
  await clock.tick();
  await studio.close(3000);
  starts[0]?.resolve();
  await clock.tick();
  assertEquals([stopped(), studio.runners], [1, 0]);
});

Deno.test("Studio survives a worker that dies, and so do the jobs beside it", async () => {
  const errors: string[] = [];
  const studio = new Studio({
    runners: 1,
    start: () =>
      startWorker({
        module: new URL("mortal_worker.ts", import.meta.url),
        first: "a",
        read,
        limit: 60_000,
        clock: SYSTEM_CLOCK,
      }),
    clock: SYSTEM_CLOCK,
    report: (error) => errors.push((error as Error).message),
  });
  // They wait for the worker, and so they run together.
  const fatal = studio.render(pngJob(Float32Array.of(1, 0)), stays);
  const healthy = studio.render(pngJob(Float32Array.of(8, 9)), stays);
  await assertRejects(() => fatal, Refusal, "failed");
  assertEquals([...(await healthy).bytes], [8, 9]);
  // Once with the other, once alone.
  assertEquals(errors.length, 2);
  assert(errors.every((error) => error.startsWith("A worker died")));
  await studio.close(1000);
});

const read = () => readGenerator(Deno, VIVID_GENERATOR);

for (const workers of [1, 0]) {
  Deno.test(`openStudio() paints the known bytes with ${workers} workers`, async () => {
    const errors: unknown[] = [];
    const studio = openStudio({
      first: "a",
      read,
      workers,
      clock: SYSTEM_CLOCK,
      report: (error) => errors.push(error),
    });
    const pictures = await Promise.all(
      [7, 8, 7].map((seed) => studio.render(pngJob(seed), stays)),
    );
    const digests = pictures.map(({ bytes }) => sha256(bytes));
    assertEquals(
      digests[0],
      "fb1cd31695db0bb2983f09c8bae6ae5d55d9d735c37708781bc07f10cc166e0b",
    );
    assertEquals(digests[2], digests[0]);
    assertEquals(errors, []);
    await studio.close(1000);
  });
}

Deno.test("Studio makes a picture once for all who ask for it meanwhile", async () => {
  const { studio, clock, starts, works } = setUp(1);
  await clock.tick();
  starts[0]?.resolve();
  await studio.opened;
  const asked = ["/7", "/7", "/8", undefined, undefined].map((name) =>
    studio.render(pngJob(7), stays, name)
  );
  await clock.tick();
  // The first runs, the others wait: one more of a name, and two without.
  assertEquals(studio.waiting, 3);
  works[0]?.resolve();
  await clock.tick();
  works[1]?.resolve();
  const rendered = await Promise.all(asked);
  assertEquals(
    rendered.map(({ shared }) => shared),
    [false, true, false, false, false],
  );
  assertEquals(works.length, 2);
  // Done is done: the next is made anew.
  const again = studio.render(pngJob(7), stays, "/7");
  await clock.tick();
  works[2]?.resolve();
  assertEquals((await again).shared, false);
});

Deno.test("openStudio() replaces a worker that could not load what was asked for", async () => {
  const errors: string[] = [];
  const studio = openStudio({
    first: "a",
    read: (digest) =>
      digest === "a" ? read() : Promise.reject(new Error("it is gone")),
    workers: 1,
    clock: SYSTEM_CLOCK,
    report: (error) => errors.push((error as Error).message),
  });
  await assertRejects(
    () => studio.render(pngJob(7, "unknown"), stays),
    Refusal,
    "failed",
  );
  assertEquals(errors, ["it is gone", "it is gone"]);
  const { bytes } = await studio.render(pngJob(7), stays);
  assertEquals(bytes[0], 0x89);
  await studio.close(1000);
});

Deno.test("openStudio() passes on that there is no generator", async () => {
  const studio = openStudio({
    first: "a",
    read: () => readGenerator(Deno, new URL("file:///nowhere/")),
    workers: 1,
    clock: SYSTEM_CLOCK,
    report: () => {},
  });
  await assertRejects(
    () => studio.opened,
    UserError,
    "/nowhere/generator.json does not exist",
  );
});
