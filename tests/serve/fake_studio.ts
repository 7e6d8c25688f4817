import type { Refusal } from "../../serve/studio/refusal.ts";
import type { RenderTask } from "../../serve/studio/render_task.ts";
import type { Rendered, Studio } from "../../serve/studio/studio.ts";
import type { Painter } from "../../core/generator/paint_seed.ts";
import { render } from "../../serve/picture/render.ts";

/** A studio that renders at once, or refuses what a test wants it to. */
export class FakeStudio implements Pick<Studio, "render" | "isReady"> {
  isReady = true;
  /** What it throws instead of rendering. */
  refusal: Refusal | Error | undefined;
  /** Whether it says that it made a picture for somebody else. */
  shared = false;
  /** The tasks that it was given. */
  readonly tasks: RenderTask[] = [];
  /** The names that they had. */
  readonly names: (string | undefined)[] = [];
  readonly #painters: ReadonlyMap<string, Painter>;

  constructor(painters: ReadonlyMap<string, Painter>) {
    this.#painters = painters;
  }

  async render(
    task: RenderTask,
    _signal: () => AbortSignal,
    name?: string,
  ): Promise<Rendered> {
    this.tasks.push(task);
    this.names.push(name);
    if (this.refusal !== undefined) throw this.refusal;
    const painter = this.#painters.get(task.group);
    if (painter === undefined) throw new Error(`no painter ${task.group}`);
    const [result] = await render(painter, [task.job]);
    if (result === undefined) throw new Error("nothing was rendered");
    return { result, waitedMs: 0, shared: this.shared };
  }
}
