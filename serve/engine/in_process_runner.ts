import type { GeneratorSource, RenderRunner } from "./render_task.ts";

/**
 * Renders in this thread, for where there are no workers. While it paints, the
 * service answers nothing else.
 *
 * @param generators What to load.
 * @throws {UserError} If a generator cannot be loaded.
 *
 * @example
 * ```ts
 * import { folderUrl } from "edge-dcgan/core/folder_url.ts";
 * import { startInProcess } from "edge-dcgan/serve/engine/in_process_runner.ts";
 *
 * const folder = folderUrl("tests/fixtures/generator").href;
 * const runner = await startInProcess([{ digest: "d", folder }]);
 * runner.stop();
 * ```
 */
export async function startInProcess(
  generators: readonly GeneratorSource[],
): Promise<RenderRunner> {
  // Only here: with workers, this thread has no use for onnxruntime.
  const { loadGenerators } = await import("./load_generators.ts");
  const render = await loadGenerators(generators);
  return {
    run: (tasks) => render(tasks[0]?.group ?? "", tasks.map(({ job }) => job)),
    stop: () => {},
  };
}
