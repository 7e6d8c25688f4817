import { assert, assertEquals, assertLess, assertRejects } from "@std/assert";
import { UserError } from "../../../core/user_error.ts";
import { readRunOptions } from "../../../train/record/run_folder.ts";
import { planRun, planSteps } from "../../../train/run/plan.ts";
import { ProgressLine } from "../../../train/run/progress.ts";
import { resumeRun } from "../../../train/run/resume.ts";
import { type StartedRun, startRun } from "../../../train/run/start.ts";
import { initialState } from "../../../train/step/programs.ts";
import { Trainer } from "../../../train/step/trainer.ts";
import { assertSameRun, readLog, tinyOptions, trainTiny } from "./tiny_run.ts";
import { withFolder } from "../../folder.ts";

/** A clock of its own: a tenth of a second goes by whenever it is read. */
function slowClock(): ProgressLine {
  let now = 0;
  return new ProgressLine(() => {}, false, () => now += 100);
}

/** Gives up a run that was only started. */
async function close({ trainer, lock }: StartedRun): Promise<void> {
  await trainer.engine.release();
  lock[Symbol.dispose]();
}

Deno.test("planSteps() gives the most steps that fit into a time, scores included", () => {
  const pace = { step: 0.5, score: 3 };
  const scores = (steps: number) => Math.ceil(steps / 100);
  for (const seconds of [10, 60, 600, 36_000]) {
    const plan = planSteps(seconds, pace, scores);
    assert(plan.seconds <= seconds);
    const without = planSteps(seconds, { ...pace, score: 0 }, scores);
    assertLess(plan.steps, without.steps);
    // One more would not fit.
    const longer = plan.seconds + pace.step +
      pace.score * (scores(plan.steps + 1) - scores(plan.steps));
    assertLess(seconds, longer + 0.02 * seconds);
  }
  const { steps } = planSteps(600, { step: 0.5, score: 0 }, () => 0);
  assert(Math.abs(steps - 1200) < 60, `${steps}`);
});

Deno.test("planSteps() says where not even a step fits", () => {
  const plan = planSteps(1, { step: 1, score: 9 }, () => 5);
  assertEquals(plan.steps, 1);
  assertLess(45, plan.seconds);
});

Deno.test("a planned run is the run of as many images, bit for bit, also when it is resumed", () =>
  withFolder(async (folder) => {
    const requested = tinyOptions(folder, {
      ...{ ema: 40, augment: "translation", "ada-target": 0.1 },
      ...{ "demo-size": 24, "score-every": 1000 },
    });
    const started = await startRun(requested, "wasm", slowClock(), {
      given: new Set(["scoreEvery"]),
      until: 6_000,
    });
    await close(started);
    const { options, plan } = started;
    assertEquals(plan?.options, options);
    assertEquals(options, await readRunOptions(started.folder));
    const images = options.images as number;
    assert(images > 40 && images < 200, `${images}`);
    // Ramps follow the plan.
    assertEquals(options.adaImages, Math.floor(images / 2));

    const whole = await trainTiny(options);
    const part = { folder: started.folder, stopAfter: 3 };
    assertEquals((await trainTiny(options, part)).finished, false);
    await trainTiny(options, { folder: started.folder });
    assertEquals((await readLog(whole.folder)).length, images / options.batch);
    await assertSameRun(whole.folder, started.folder);
  }));

Deno.test("resumeRun() plans so much more, once", () =>
  withFolder(async (folder) => {
    const before = tinyOptions(folder, { epochs: 1, "score-every": 0 });
    const { folder: run } = await trainTiny(before);
    const resumed = await resumeRun(run, before, "wasm", slowClock(), 8_000);
    await close(resumed);
    const { options, trainer } = resumed;
    assertEquals([trainer.step, options.epochs], [3, null]);
    assert((options.images as number) > 12 + 40);
    const saved = await readRunOptions(run);
    assertEquals(saved, { ...before, images: options.images, epochs: null });
    const { finished } = await trainTiny(saved, { folder: run });
    assert(finished);
    assertEquals(
      (await readLog(run)).length,
      (options.images as number) / options.batch,
    );
  }));

Deno.test("planRun() opens the penalized step before it counts, wherever the run is", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { r1: 1, "score-every": 0 });
    const started = await startRun(options, "wasm", slowClock(), {
      given: new Set(),
    });
    const { engine, programs, options: setup } = started.trainer;
    const submitted: string[] = [];
    const submit = engine.submit.bind(engine);
    engine.submit = (program, feeds) => {
      submitted.push(program.name);
      return submit(program, feeds);
    };
    const trainer = new Trainer(engine, programs, setup, {
      step: 3,
      augmentProbability: 1,
    });
    const state = initialState(setup, options.init);
    await planRun({ ...started, trainer }, state, 8_000, slowClock());
    await close(started);
    assertEquals(submitted[0], programs.penalized?.name);
  }));

Deno.test("startRun() says that a time is too short, and leaves nothing", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { "score-every": 0 });
    const { message } = await assertRejects(
      () => startRun(options, "wasm", slowClock(), { until: 1000 }),
      UserError,
    );
    assert(message.startsWith("--minutes is too short: "), message);
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), [
      "cache",
    ]);
  }));
