import type { PictureJob } from "../picture/job.ts";
import type { Rendering } from "../picture/render.ts";

/** Renders one batch of jobs at a time. */
export interface Runner {
  /**
   * Renders jobs for one generator, which it loads first if it has not yet.
   *
   * @returns A file for each job, in their order.
   * @throws If the runner is lost; it is given no more jobs.
   */
  run(jobs: readonly PictureJob[]): Promise<readonly Rendering[]>;
  /** Frees what it holds, at once. */
  stop(): void;
}
