import type { Rendering } from "../picture/render.ts";
import { beginWorker, type BegunWorker } from "./begin_worker.ts";
import type { LoadTimes } from "./load_times.ts";
import type {
  GeneratorSource,
  RenderRunner,
  RenderTask,
} from "./render_task.ts";
import type { LinkOptions } from "./worker_link.ts";

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
 * @param begun The worker, if it has been started already.
 * @returns A runner that is lost when the worker dies, fails or is stuck.
 * @throws {UserError} If a generator cannot be loaded.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { folderUrl } from "edge-dcgan/core/folder_url.ts";
 * import { readGenerator } from "edge-dcgan/core/generator/generator_folder.ts";
 * import { latents } from "edge-dcgan/core/noise/latent.ts";
 * import { RENDER_WORKER } from "edge-dcgan/serve/studio/begin_worker.ts";
 * import { startWorker } from "edge-dcgan/serve/studio/worker_runner.ts";
 * import { type PictureJob, SINGLE } from "edge-dcgan/serve/picture/job.ts";
 *
 * const folder = folderUrl("tests/fixtures/generator");
 * const runner = await startWorker({
 *   ...RENDER_WORKER,
 *   generators: [{ digest: "d", read: () => readGenerator(folder) }],
 * });
 * const job: PictureJob = {
 *   latents: latents([7]),
 *   scale: 1,
 *   resize: "nearest",
 *   arrangement: SINGLE,
 *   format: "png",
 * };
 * const [rendering] = await runner.run([{ group: "d", weight: 1, job }]);
 * assertEquals(rendering?.bytes[0], 0x89);
 * runner.stop();
 * ```
 */
export async function startWorker(
  options: WorkerOptions,
  begun: BegunWorker = beginWorker(options),
): Promise<RenderRunner> {
  const { link, listening } = begun;
  try {
    const [generators] = await Promise.all([
      Promise.all(options.generators.map(async ({ digest, read }) => ({
        digest,
        files: await read(),
      }))),
      listening,
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
