import type { LoadTimes } from "./load_times.ts";
import type { GeneratorSource, RenderRunner } from "./render_task.ts";

/**
 * Renders in this thread, for where there are no workers. While it paints, the
 * service answers nothing else.
 *
 * @param generators What to load.
 * @param onLoaded Is told how long that took.
 * @throws {UserError} If a generator cannot be loaded.
 */
export async function startInProcess(
  generators: readonly GeneratorSource[],
  onLoaded: (times: LoadTimes) => void = () => {},
): Promise<RenderRunner> {
  const began = performance.now();
  const [files, { loadGenerators }] = await Promise.all([
    Promise.all(generators.map(async ({ digest, read }) => ({
      digest,
      files: await read(),
    }))),
    // Only here: with workers, this thread has no use for what paints.
    import("./load_generators.ts"),
  ]);
  const read = performance.now();
  const render = loadGenerators(files);
  onLoaded({
    began: performance.timeOrigin + began,
    files: read - began,
    open: performance.now() - read,
  });
  return {
    run: (tasks) => render(tasks[0]?.group ?? "", tasks.map(({ job }) => job)),
    stop: () => {},
  };
}
