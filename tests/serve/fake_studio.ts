import type { Refusal } from "../../serve/studio/refusal.ts";
import type { PictureJob } from "../../serve/picture/job.ts";
import type { Studio } from "../../serve/studio/studio.ts";
import type { Painter } from "../../core/generator/paint_seed.ts";
import { render } from "../../serve/picture/render.ts";

/** A studio that renders at once, or refuses what a test wants it to. */
export class FakeStudio implements Pick<Studio, "render" | "isReady"> {
  isReady = true;
  /** What it throws instead of rendering. */
  refusal: Refusal | Error | undefined;
  /** Whether it says that it made a picture for somebody else. */
  shared = false;
  /** The jobs that it was given. */
  readonly jobs: PictureJob[] = [];
  /** The names that they had. */
  readonly names: (string | undefined)[] = [];
  readonly #painters: ReadonlyMap<string, Painter>;

  constructor(painters: ReadonlyMap<string, Painter>) {
    this.#painters = painters;
  }

  async render(
    job: PictureJob,
    _signal: () => AbortSignal,
    name?: string,
  ): ReturnType<Studio["render"]> {
    this.jobs.push(job);
    this.names.push(name);
    if (this.refusal !== undefined) throw this.refusal;
    const painter = this.#painters.get(job.generator);
    if (painter === undefined) throw new Error(`no painter ${job.generator}`);
    const [rendering] = await render(painter, [job]);
    if (rendering === undefined) throw new Error("nothing was rendered");
    return { ...rendering, shared: this.shared };
  }
}
