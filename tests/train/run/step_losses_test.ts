import { trainerOptions } from "../../../train/step/trainer_options.ts";
import { assert, assertEquals } from "@std/assert";
import { StepLosses } from "../../../train/run/step_losses.ts";
import { initialState } from "../../../train/step/programs.ts";
import { learningRates } from "../../../train/step/schedule.ts";
import { openTrainer } from "../../../train/run/start.ts";
import { readLog, tinyOptions, trainTiny } from "./tiny_run.ts";
import { withFolder } from "../../folder.ts";

/** Counts what is waited for on a GPU, as long as it is not disposed of. */
class CountedWaits implements Disposable {
  readonly #mapAsync = GPUBuffer.prototype.mapAsync;
  readonly #done = GPUQueue.prototype.onSubmittedWorkDone;
  count = 0;

  constructor() {
    const [mapAsync, done] = [this.#mapAsync, this.#done];
    const counted = () => this.count++;
    GPUBuffer.prototype.mapAsync = function (...args) {
      counted();
      return mapAsync.apply(this, args);
    };
    GPUQueue.prototype.onSubmittedWorkDone = function () {
      counted();
      return done.call(this);
    };
  }

  [Symbol.dispose]() {
    GPUBuffer.prototype.mapAsync = this.#mapAsync;
    GPUQueue.prototype.onSubmittedWorkDone = this.#done;
  }
}

const STEPS = 5;
const FETCHES = 5;

Deno.test("StepLosses lets a GPU's steps wait for nothing until their losses are read", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { device: "webgpu", size: "16" });
    const state = initialState(trainerOptions(options), options.init);
    const trainer = await openTrainer(options, "webgpu", state);
    const steps: number[] = [];
    const losses = new StepLosses<number>(trainer, STEPS, (step, read) => {
      steps.push(step);
      assert(Object.values(read).every(Number.isFinite));
    });
    const real = new Float32Array(4 * 3 * 16 * 16);
    const train = async () => {
      const pending = await trainer.train(
        real,
        learningRates(options, { epoch: 0, epochs: 1 }),
      );
      await losses.add(trainer.step, pending, 0);
    };
    // The first steps open the sessions.
    for (let step = 0; step < STEPS; step++) await train();
    assertEquals(steps, [1, 2, 3, 4, 5]);
    using waits = new CountedWaits();
    for (let step = 1; step < STEPS; step++) await train();
    assertEquals([waits.count, steps.length], [0, STEPS]);
    await train();
    assertEquals(steps, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    // Side by side: they are over when the slowest is.
    assertEquals(waits.count, FETCHES * STEPS);
    await trainer.engine.release();
  }));

Deno.test("trainLoop() logs every step of a GPU, also those before an interrupt", () =>
  withFolder(async (folder) => {
    const changes = {
      device: "webgpu",
      size: "16",
      epochs: 3,
      "save-every": 0,
    };
    const options = tinyOptions(folder, { ...changes, "log-every": 4 });
    const { folder: run } = await trainTiny(options, { stopAfter: 4 });
    assertEquals((await readLog(run)).map(({ step }) => step), [1, 2, 3, 4]);
    await trainTiny(options, { folder: run });
    const { folder: whole } = await trainTiny(
      tinyOptions(folder, { ...changes, "log-every": 1 }),
    );
    assertEquals((await readLog(run)).length, 9);
    assertEquals(await readLog(run), await readLog(whole));
  }));
