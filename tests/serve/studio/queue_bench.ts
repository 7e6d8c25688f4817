import { assertEquals } from "@std/assert";
import type { PictureJob } from "../../../serve/picture/job.ts";
import type { Rendering } from "../../../serve/picture/render.ts";
import type { Refusal } from "../../../serve/studio/refusal.ts";
import type { Runner } from "../../../serve/studio/runner.ts";
import {
  type QueueOptions,
  WorkQueue,
} from "../../../serve/studio/work_queue.ts";
import { FakeClock } from "./fake_clock.ts";
import { pngJob } from "./jobs.ts";

/** A job with a name. */
interface NamedJob extends PictureJob {
  readonly name: string;
}

/** A job with a name, for generator a and of weight 1 unless it says more. */
export function namedJob(
  name: string,
  { generator = "a", weight = 1 } = {},
): NamedJob {
  return { ...pngJob(7, generator), weight, name };
}

/** What the file of a job says: its name. */
export function said({ bytes }: Rendering): string {
  return new TextDecoder().decode(bytes);
}

/** A runner that works until it is told that it is finished. */
export class FakeRunner implements Runner {
  /** Names of the jobs of every run. */
  readonly runs: string[][] = [];
  #current = Promise.withResolvers<Rendering[]>();

  run(jobs: readonly PictureJob[]): Promise<Rendering[]> {
    this.runs.push(jobs.map((job) => (job as NamedJob).name));
    this.#current = Promise.withResolvers();
    return this.#current.promise;
  }

  stop(): void {}

  finish(): void {
    const names = this.runs.at(-1) ?? [];
    this.#current.resolve(names.map((name) => ({
      bytes: new TextEncoder().encode(`${name}!`),
      queueMs: 0,
      inferMs: 1,
      encodeMs: 1,
    })));
  }

  die(): void {
    this.#current.reject(new Error("dead"));
  }
}

/** A queue with a clock and a runner that do as they are told. */
export function setUp(options: Partial<QueueOptions> = {}) {
  const clock = new FakeClock();
  const lost: unknown[] = [];
  const rested: unknown[] = [];
  const queue = new WorkQueue({
    capacity: 10,
    longestWait: 1e9,
    batch: 4,
    deadline: 1000,
    clock,
    rest: 1e9,
    onLost: (runner) => lost.push(runner),
    onRested: (runner) => rested.push(runner),
    ...options,
  });
  const outcomes: Record<string, string> = {};
  const submit = (
    name: string,
    { generator = "a", weight = 1, signal = new AbortController().signal } = {},
  ) => {
    queue.submit(namedJob(name, { generator, weight }), () => signal).then(
      (rendering) => outcomes[name] = `${said(rendering)} ${rendering.queueMs}`,
      (error: Refusal) =>
        outcomes[name] = error.retryAfter === 1
          ? error.reason
          : `${error.reason} ${error.retryAfter}`,
    );
  };
  const runner = new FakeRunner();
  return { clock, lost, rested, queue, outcomes, submit, runner };
}

/** Has the runner finish its first run, which is slow and not measured. */
export async function warmUp(
  { clock, outcomes, submit, runner }: ReturnType<typeof setUp>,
): Promise<void> {
  submit("cold");
  await clock.tick(900);
  runner.finish();
  await clock.tick();
  assertEquals(outcomes, { cold: "cold! 0" });
  delete outcomes["cold"];
}
