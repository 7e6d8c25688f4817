import type { Refusal } from "../../../serve/studio/refusal.ts";
import type { Runner, Task } from "../../../serve/studio/runner.ts";
import {
  type QueueOptions,
  WorkQueue,
} from "../../../serve/studio/work_queue.ts";
import { FakeClock } from "./fake_clock.ts";

/** A task with a name. */
interface NamedTask extends Task {
  name: string;
}

/** A runner that works until it is told that it is finished. */
export class FakeRunner implements Runner<NamedTask, string> {
  /** Names of the tasks of every run. */
  readonly runs: string[][] = [];
  #current = Promise.withResolvers<string[]>();

  run(tasks: readonly NamedTask[]): Promise<string[]> {
    this.runs.push(tasks.map(({ name }) => name));
    this.#current = Promise.withResolvers();
    return this.#current.promise;
  }

  finish(): void {
    this.#current.resolve((this.runs.at(-1) ?? []).map((name) => `${name}!`));
  }

  die(): void {
    this.#current.reject(new Error("dead"));
  }
}

/** A queue with a clock and a runner that do as they are told. */
export function setUp(options: Partial<QueueOptions<NamedTask, string>> = {}) {
  const clock = new FakeClock();
  const lost: unknown[] = [];
  const queue = new WorkQueue<NamedTask, string>({
    capacity: 10,
    longestWait: 1e9,
    batch: 4,
    deadline: 1000,
    clock,
    onLost: (runner) => lost.push(runner),
    ...options,
  });
  const outcomes: Record<string, string> = {};
  const submit = (
    name: string,
    { group = "a", weight = 1, signal = new AbortController().signal } = {},
  ) => {
    queue.submit({ name, group, weight }, () => signal).then(
      ({ result, waitedMs }) => outcomes[name] = `${result} ${waitedMs}`,
      (error: Refusal) =>
        outcomes[name] = error.retryAfter === 1
          ? error.reason
          : `${error.reason} ${error.retryAfter}`,
    );
  };
  const runner = new FakeRunner();
  return { clock, lost, queue, outcomes, submit, runner };
}
