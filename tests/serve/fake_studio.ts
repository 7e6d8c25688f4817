import type { Refusal } from "../../serve/engine/refusal.ts";
import type { RenderTask } from "../../serve/engine/render_task.ts";
import type { Studio } from "../../serve/engine/studio.ts";
import type { Finished } from "../../serve/engine/runner.ts";
import type { Painter } from "../../serve/paint_seed.ts";
import { render, type Rendering } from "../../serve/picture/render.ts";

/** A studio that renders at once, or refuses what a test wants it to. */
export class FakeStudio implements Pick<Studio, "render" | "isReady"> {
  isReady = true;
  /** What it throws instead of rendering. */
  refusal: Refusal | Error | undefined;
  /** The tasks that it was given. */
  readonly tasks: RenderTask[] = [];
  readonly #painters: ReadonlyMap<string, Painter>;

  constructor(painters: ReadonlyMap<string, Painter>) {
    this.#painters = painters;
  }

  async render(task: RenderTask): Promise<Finished<Rendering>> {
    this.tasks.push(task);
    if (this.refusal !== undefined) throw this.refusal;
    const painter = this.#painters.get(task.group);
    if (painter === undefined) throw new Error(`no painter ${task.group}`);
    const [result] = await render(painter, [task.job]);
    if (result === undefined) throw new Error("nothing was rendered");
    return { result, waitedMs: 0 };
  }
}
