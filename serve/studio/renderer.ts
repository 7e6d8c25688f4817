import type { GeneratorFiles } from "../../core/generator/generator_folder.ts";
import { openGenerator } from "../../core/generator/open_generator.ts";
import type { Painter } from "../../core/generator/paint_seed.ts";
import type { PictureJob } from "../picture/job.ts";
import { render, type Rendering } from "../picture/render.ts";

/** Renders with the generators that it was given, in this thread. */
export class Renderer {
  readonly #painters = new Map<string, Painter>();

  /**
   * Opens a generator.
   *
   * @param digest Its digest.
   * @param files Its files; they are not needed afterwards.
   * @throws {UserError} If it cannot be opened.
   */
  open(digest: string, files: GeneratorFiles): void {
    this.#painters.set(digest, openGenerator(files));
  }

  /** Whether a generator is open. */
  has(digest: string): boolean {
    return this.#painters.has(digest);
  }

  /**
   * Renders jobs for one generator, which is open.
   *
   * @returns A file for each job, in their order.
   */
  async run(jobs: readonly PictureJob[]): Promise<readonly Rendering[]> {
    const generator = jobs[0]?.generator ?? "";
    const painter = this.#painters.get(generator);
    if (painter === undefined) {
      throw new RangeError(`There is no generator ${generator}`);
    }
    return await render(painter, jobs);
  }
}
