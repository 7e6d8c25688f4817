import { compiledRuntime } from "../../core/generator/compiled_runtime.ts";
import { SYSTEM_CLOCK } from "./clock.ts";
import { type LinkOptions, WorkerLink } from "./worker_link.ts";

/** A worker in which onnxruntime starts. */
export interface BegunWorker {
  /** The worker. */
  readonly link: WorkerLink;
  /**
   * Resolves when it takes orders; rejects if it has ended, or onnxruntime
   * cannot be read.
   */
  readonly listening: Promise<void>;
}

/** The worker that renders. */
export const RENDER_WORKER: LinkOptions = {
  module: new URL("./render_worker.ts", import.meta.url),
  limit: 60_000,
  clock: SYSTEM_CLOCK,
};

async function startRuntime(link: WorkerLink): Promise<void> {
  try {
    const [runtime] = await Promise.all([
      compiledRuntime(),
      link.answer("listening"),
    ]);
    link.tell({ kind: "start", runtime });
  } catch (error) {
    link.stop();
    throw error;
  }
}

/**
 * Starts a worker, and onnxruntime in it. It has not been told yet what to
 * load: whoever begins with this can find that out meanwhile.
 *
 * @param options Which worker.
 */
export function beginWorker(options: LinkOptions): BegunWorker {
  const link = new WorkerLink(options);
  const listening = startRuntime(link);
  // Perhaps nobody is waiting yet.
  listening.catch(() => {});
  return { link, listening };
}
