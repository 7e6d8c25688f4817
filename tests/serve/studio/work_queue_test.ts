import { assertEquals } from "@std/assert";
import { FakeRunner, setUp } from "./queue_bench.ts";

Deno.test("WorkQueue runs a job at once when a runner is free", async () => {
  const { clock, queue, outcomes, submit, runner } = setUp();
  queue.addRunner(runner);
  submit("x");
  assertEquals(runner.runs, [["x"]]);
  runner.finish();
  await clock.tick();
  assertEquals(outcomes, { x: "x! 0" });
  assertEquals(clock.timers, 0);
});

Deno.test("WorkQueue runs jobs together that waited together", async () => {
  const { clock, queue, outcomes, submit, runner } = setUp();
  queue.addRunner(runner);
  for (const name of ["first", "b", "c", "d", "e", "f"]) submit(name);
  await clock.tick(30);
  runner.finish();
  await clock.tick(20);
  runner.finish();
  await clock.tick();
  runner.finish();
  await clock.tick();
  assertEquals(runner.runs, [["first"], ["b", "c", "d", "e"], ["f"]]);
  assertEquals(outcomes, {
    first: "first! 0",
    b: "b! 30",
    c: "c! 30",
    d: "d! 30",
    e: "e! 30",
    f: "f! 50",
  });
});

Deno.test("WorkQueue keeps generators apart and the first in front", async () => {
  const { clock, queue, submit, runner } = setUp();
  submit("a1", { generator: "a" });
  submit("b1", { generator: "b" });
  submit("a2", { generator: "a" });
  submit("b2", { generator: "b" });
  queue.addRunner(runner);
  for (let run = 0; run < 2; run++) {
    runner.finish();
    await clock.tick();
  }
  assertEquals(runner.runs, [["a1", "a2"], ["b1", "b2"]]);
});

Deno.test("WorkQueue fills a batch up to its weight", async () => {
  const { clock, queue, submit, runner } = setUp();
  submit("two", { weight: 2 });
  submit("three", { weight: 3 });
  submit("also two", { weight: 2 });
  submit("five", { weight: 5 - 2 });
  queue.addRunner(runner);
  for (let run = 0; run < 3; run++) {
    runner.finish();
    await clock.tick();
  }
  assertEquals(runner.runs, [["two", "also two"], ["three"], ["five"]]);
});

Deno.test("WorkQueue runs a job alone that is heavier than a batch", async () => {
  const { clock, queue, submit, runner } = setUp();
  submit("heavy", { weight: 9 });
  submit("light");
  queue.addRunner(runner);
  runner.finish();
  await clock.tick();
  assertEquals(runner.runs, [["heavy"], ["light"]]);
});

Deno.test("WorkQueue shares jobs out to all runners, first to the last idle one", () => {
  const { queue, submit, runner } = setUp();
  const other = new FakeRunner();
  queue.addRunner(runner);
  queue.addRunner(other);
  submit("x");
  submit("y");
  assertEquals([runner.runs, other.runs], [[["y"]], [["x"]]]);
  assertEquals(queue.runners, 2);
});

Deno.test("WorkQueue tries jobs of a lost runner once more, each alone and first", async () => {
  const { clock, lost, queue, outcomes, submit, runner } = setUp();
  submit("x");
  submit("y");
  queue.addRunner(runner);
  submit("later");
  runner.die();
  await clock.tick();
  assertEquals(lost, [runner]);
  assertEquals(queue.runners, 0);

  const next = new FakeRunner();
  queue.addRunner(next);
  next.finish();
  await clock.tick();
  next.die();
  await clock.tick();
  assertEquals(next.runs, [["x"], ["y"]]);
  assertEquals(outcomes, { x: "x! 0", y: "failed" });
  assertEquals(lost, [runner, next]);

  const last = new FakeRunner();
  queue.addRunner(last);
  last.finish();
  await clock.tick();
  assertEquals(last.runs, [["later"]]);
  assertEquals(outcomes["later"], "later! 0");
  assertEquals(clock.timers, 0);
});

Deno.test("WorkQueue does not try a job again that nobody waits for", async () => {
  const { clock, queue, outcomes, submit, runner } = setUp();
  submit("expired");
  queue.addRunner(runner);
  await clock.tick(1000);
  runner.die();
  const next = new FakeRunner();
  queue.addRunner(next);
  await clock.tick();
  assertEquals(outcomes, { expired: "slow" });
  assertEquals(next.runs, []);
});
