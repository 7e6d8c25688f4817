import { UserError } from "../../core/user_error.ts";
import type { Rendering } from "../picture/render.ts";
import type { Clock } from "./clock.ts";
import type { Order, Report } from "./messages.ts";
import type {
  GeneratorSource,
  RenderRunner,
  RenderTask,
} from "./render_task.ts";

/** How a worker is started. */
export interface WorkerOptions {
  /** Module of the worker; tests bring others. */
  readonly module: URL;
  /** What it should load. */
  readonly generators: readonly GeneratorSource[];
  /** Milliseconds for one batch, or for loading; who takes longer is stuck. */
  readonly limit: number;
  /** Tells the time and waits. */
  readonly clock: Clock;
}

/** The module that renders. */
export const RENDER_WORKER = new URL("./render_worker.ts", import.meta.url);

/** A worker with at most one question to it that is not answered yet. */
class WorkerLink {
  readonly #worker: Worker;
  readonly #options: WorkerOptions;
  #answer = Promise.withResolvers<Report>();
  /** Why there will be no answer any more. */
  #end: Error | undefined;

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#worker = new Worker(options.module, { type: "module" });
    this.#worker.onmessage = ({ data }) => this.#answer.resolve(data);
    this.#worker.onmessageerror = () => {
      this.#fail(new Error("A worker sent what cannot be read"));
    };
    this.#worker.onerror = (event) => {
      // Else it would be an uncaught error of this thread, too.
      event.preventDefault();
      this.#fail(new Error(`A worker died: ${event.message}`));
    };
  }

  /**
   * Waits for an answer, after giving an order if there is one. Any answer but
   * the one that is wanted ends the worker.
   */
  async answer<Kind extends Report["kind"]>(
    kind: Kind,
    order?: Order,
  ): Promise<Extract<Report, { kind: Kind }>> {
    const { clock, limit } = this.#options;
    // A worker can die between two orders.
    if (this.#end !== undefined) throw this.#end;
    if (order !== undefined) {
      this.#answer = Promise.withResolvers();
      this.#worker.postMessage(order);
    }
    const cancel = clock.after(limit, () => {
      const seconds = limit / 1000;
      this.#fail(new Error(`A worker did not answer for ${seconds} seconds`));
    });
    try {
      const answer = await this.#answer.promise;
      if (answer.kind === "failed") throw failure(answer);
      if (answer.kind !== kind) {
        throw new Error(`A worker is ${answer.kind}, not ${kind}`);
      }
      return answer as Extract<Report, { kind: Kind }>;
    } catch (error) {
      this.stop();
      throw error;
    } finally {
      cancel();
    }
  }

  stop(): void {
    this.#worker.terminate();
    this.#fail(new Error("A worker was stopped"));
  }

  #fail(error: Error): void {
    this.#end ??= error;
    // Perhaps nobody is waiting.
    this.#answer.promise.catch(() => {});
    this.#answer.reject(error);
  }
}

function failure(
  { message, exitCode }: Extract<Report, { kind: "failed" }>,
): Error {
  return exitCode === undefined
    ? new Error(`A worker failed: ${message}`)
    : new UserError(message, exitCode);
}

/**
 * Starts a worker and waits until it has loaded its generators.
 *
 * @param options The worker and what it loads.
 * @returns A runner that is lost when the worker dies, fails or is stuck.
 * @throws {UserError} If a generator cannot be loaded.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { folderUrl } from "edge-dcgan/core/folder_url.ts";
 * import { latents } from "edge-dcgan/core/latent.ts";
 * import { SYSTEM_CLOCK } from "edge-dcgan/serve/engine/clock.ts";
 * import {
 *   RENDER_WORKER,
 *   startWorker,
 * } from "edge-dcgan/serve/engine/worker_runner.ts";
 * import { type PictureJob, SINGLE } from "edge-dcgan/serve/picture/job.ts";
 *
 * const folder = folderUrl("tests/fixtures/generator").href;
 * const runner = await startWorker({
 *   module: RENDER_WORKER,
 *   generators: [{ digest: "d", folder }],
 *   limit: 60_000,
 *   clock: SYSTEM_CLOCK,
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
): Promise<RenderRunner> {
  const link = new WorkerLink(options);
  await link.answer("listening");
  await link.answer("loaded", {
    kind: "load",
    generators: options.generators,
  });
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
