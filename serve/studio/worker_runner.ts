import type { Rendering } from "../picture/render.ts";
import type { LoadTimes } from "./load_times.ts";
import type {
  GeneratorSource,
  RenderRunner,
  RenderTask,
} from "./render_task.ts";
import { type LinkOptions, WorkerLink } from "./worker_link.ts";

/** How a worker is started, and what it loads. */
export interface WorkerOptions extends LinkOptions {
  /** What it should load. */
  readonly generators: readonly GeneratorSource[];
  /** Is told how long that took. */
  readonly onLoaded?: (times: LoadTimes) => void;
}

/**
 * Starts a worker and waits until it has loaded its generators. Their files are
 * read here, while it starts.
 *
 * @param options The worker and what it loads.
 * @returns A runner that is lost when the worker dies, fails or is stuck.
 * @throws {UserError} If a generator cannot be loaded.
 */
export async function startWorker(
  options: WorkerOptions,
): Promise<RenderRunner> {
  const link = new WorkerLink(options);
  try {
    const [generators] = await Promise.all([
      Promise.all(options.generators.map(async ({ digest, read }) => ({
        digest,
        files: await read(),
      }))),
      link.answer("listening"),
    ]);
    const { times } = await link.answer(
      "loaded",
      { kind: "load", generators },
      generators.map(({ files }) => files.model.buffer),
    );
    options.onLoaded?.(times);
  } catch (error) {
    link.stop();
    throw error;
  }
  return {
    async run(tasks: readonly RenderTask[]): Promise<readonly Rendering[]> {
      const { renderings } = await link.answer("rendered", {
        kind: "render",
        generator: tasks[0]?.group ?? "",
        jobs: tasks.map(({ job }) => job),
      });
      return renderings;
    },
    stop: () => link.stop(),
  };
}
