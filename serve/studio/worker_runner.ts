import type { LoadTimes } from "./load_times.ts";
import type { Generators, Runner } from "./runner.ts";
import { type LinkOptions, WorkerLink } from "./worker_link.ts";

/** How a worker is started, and what it loads. */
export interface WorkerOptions extends LinkOptions {
  /**
   * Reads the generators it should load; is called once. Their memory goes to
   * the worker.
   *
   * @throws {UserError} If one cannot be read.
   */
  readonly read: () => Promise<Generators>;
  /** Is told how long that took. */
  readonly onLoaded?: (times: LoadTimes) => void;
}

/**
 * Starts a worker and waits until it has loaded its generators, which are read
 * here while it starts.
 *
 * @param options The worker and what it loads.
 * @returns A runner that is lost when the worker dies, fails or is stuck.
 * @throws {UserError} If a generator cannot be loaded.
 */
export async function startWorker(
  options: WorkerOptions,
): Promise<Runner> {
  const link = new WorkerLink(options);
  try {
    const [generators] = await Promise.all([
      options.read(),
      link.answer("listening"),
    ]);
    const { times } = await link.answer(
      "loaded",
      { kind: "load", generators },
      Array.from(generators.values(), ({ model }) => model.buffer),
    );
    options.onLoaded?.(times);
  } catch (error) {
    link.stop();
    throw error;
  }
  return {
    run: async (jobs) => {
      const order = { kind: "render", jobs } as const;
      return (await link.answer("rendered", order)).renderings;
    },
    stop: () => link.stop(),
  };
}
