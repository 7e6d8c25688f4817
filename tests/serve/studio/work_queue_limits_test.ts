import { assertEquals, assertRejects } from "@std/assert";
import { Refusal } from "../../../serve/studio/refusal.ts";
import { FakeRunner, namedJob, said, setUp, warmUp } from "./queue_bench.ts";

Deno.test("WorkQueue refuses a job when it is full", async () => {
  const { clock, outcomes, submit, queue } = setUp();
  submit("heavy", { weight: 9 });
  submit("too much", { weight: 2 });
  submit("fits");
  await clock.tick();
  assertEquals(outcomes, { "too much": "full" });
  assertEquals(queue.waiting, 10);
});

Deno.test("WorkQueue refuses a job when it would wait for too long", async () => {
  const bench = setUp({
    longestWait: 250,
  });
  const { clock, queue, outcomes, submit, runner } = bench;
  queue.addRunner(runner);
  await warmUp(bench);
  submit("measured");
  await clock.tick(100);
  runner.finish();
  await clock.tick();
  submit("running");
  // Nothing is waiting: it may be as heavy as the queue can hold.
  submit("heavy", { weight: 3 });
  submit("refused");
  await clock.tick();
  assertEquals(outcomes, { measured: "measured! 0", refused: "full" });
  // Two runners would need half the time.
  queue.addRunner(new FakeRunner());
  submit("y", { weight: 4 });
  submit("z");
  await clock.tick();
  assertEquals(outcomes["z"], undefined);
});

Deno.test("WorkQueue refuses a job that would not be done in time", async () => {
  const bench = setUp({ deadline: 1000 });
  const { clock, queue, outcomes, submit, runner } = bench;
  queue.addRunner(runner);
  await warmUp(bench);
  submit("measured");
  await clock.tick(150);
  runner.finish();
  await clock.tick();
  // Too much for the deadline, but nobody is before it: worth a try.
  submit("first", { weight: 7 });
  submit("refused");
  await clock.tick();
  assertEquals(outcomes, { measured: "measured! 0", refused: "full" });
});

Deno.test("WorkQueue says when to ask again, as measured", async () => {
  const bench = setUp({ deadline: 1e6 });
  const { clock, queue, outcomes, submit, runner } = bench;
  queue.addRunner(runner);
  await warmUp(bench);
  submit("measured", { weight: 2 });
  await clock.tick(3000);
  runner.finish();
  await clock.tick();
  submit("running");
  submit("waiting", { weight: 9 });
  submit("refused", { weight: 4 });
  await clock.tick();
  // A weight of 9 at 1.5 seconds each.
  assertEquals(outcomes["refused"], "full 14");
  queue.addRunner(new FakeRunner());
  submit("more", { weight: 9 });
  submit("refused by two", { weight: 4 });
  await clock.tick();
  assertEquals(outcomes["refused by two"], "full 7");
});

Deno.test("WorkQueue never asks to wait for more than a minute", async () => {
  const bench = setUp({ deadline: 1e9 });
  const { clock, queue, outcomes, submit, runner } = bench;
  queue.addRunner(runner);
  await warmUp(bench);
  submit("measured");
  await clock.tick(100_000);
  runner.finish();
  await clock.tick();
  submit("running");
  submit("waiting", { weight: 10 });
  submit("refused");
  await clock.tick();
  assertEquals(outcomes["refused"], "full 60");
});

Deno.test("WorkQueue gives a job up whose turn does not come in time", async () => {
  const { clock, queue, outcomes, submit, runner } = setUp();
  queue.addRunner(runner);
  submit("running");
  await clock.tick(400);
  submit("waiting");
  await clock.tick(600);
  assertEquals(outcomes, { running: "slow" });
  await clock.tick(400);
  assertEquals(outcomes, { running: "slow", waiting: "late" });
  runner.finish();
  await clock.tick();
  assertEquals(runner.runs, [["running"]]);
  assertEquals(outcomes, { running: "slow", waiting: "late" });
  assertEquals(clock.timers, 0);
});

Deno.test("WorkQueue drops a waiting job when its client leaves", async () => {
  const { clock, queue, outcomes, submit, runner } = setUp();
  const client = new AbortController();
  queue.addRunner(runner);
  submit("running", { signal: client.signal });
  submit("waiting", { signal: client.signal });
  submit("stays");
  client.abort();
  await clock.tick();
  assertEquals(outcomes, { waiting: "left" });
  submit("gone before", { signal: client.signal });
  await clock.tick();
  assertEquals(outcomes, { waiting: "left", "gone before": "left" });
  runner.finish();
  await clock.tick();
  assertEquals(runner.runs, [["running"], ["stays"]]);
});

Deno.test("WorkQueue looks at the signal only when a job waits", async () => {
  const { clock, queue, runner } = setUp();
  queue.addRunner(runner);
  const finished = queue.submit(namedJob("x"), () => {
    throw new Error("looked at");
  });
  runner.finish();
  await clock.tick();
  assertEquals(said(await finished), "x!");
});

Deno.test("WorkQueue drains: it takes no more and finishes what it has", async () => {
  const { clock, queue, outcomes, submit, runner } = setUp();
  queue.addRunner(runner);
  submit("running");
  submit("waiting");
  let drained = false;
  queue.drain().then(() => drained = true);
  submit("too late");
  await clock.tick();
  assertEquals([drained, outcomes], [false, { "too late": "closing" }]);
  runner.finish();
  await clock.tick();
  assertEquals(drained, false);
  runner.finish();
  await clock.tick();
  assertEquals(drained, true);
  assertEquals(outcomes["waiting"], "waiting! 0");
});

Deno.test("WorkQueue drains at once when it has nothing to do", async () => {
  const { queue } = setUp();
  await queue.drain();
  await assertRejects(
    () =>
      queue.submit(
        namedJob("x"),
        () => new AbortController().signal,
      ),
    Refusal,
  );
});

Deno.test("WorkQueue can give up what it has", async () => {
  const { clock, queue, outcomes, submit, runner } = setUp();
  queue.addRunner(runner);
  submit("running");
  submit("waiting");
  const drained = queue.drain();
  queue.abandon();
  await drained;
  await clock.tick();
  assertEquals(outcomes, { running: "closing", waiting: "closing" });
  runner.finish();
  await clock.tick();
  assertEquals(runner.runs, [["running"]]);
  assertEquals(clock.timers, 0);
});
