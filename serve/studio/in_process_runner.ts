import type { Loading } from "./loading.ts";
import type { Runner } from "./runner.ts";

/**
 * Renders in this thread, for where there are no workers. While it paints, the
 * service answers nothing else.
 *
 * @param loading What it loads.
 * @throws {UserError} If the first generator cannot be loaded.
 */
export async function startInProcess(
  { first, read, onLoaded }: Loading,
): Promise<Runner> {
  const began = performance.now();
  const [files, { Renderer }] = await Promise.all([
    read(first),
    // Only here: with workers, this thread has no use for what paints.
    import("./renderer.ts"),
  ]);
  const arrived = performance.now();
  const renderer = new Renderer();
  renderer.open(first, files);
  onLoaded?.({
    began: performance.timeOrigin + began,
    files: arrived - began,
    open: performance.now() - arrived,
  });
  return {
    run: async (jobs) => {
      const generator = jobs[0]?.generator ?? first;
      if (!renderer.has(generator)) {
        renderer.open(generator, await read(generator));
      }
      return await renderer.run(jobs);
    },
    stop: () => {},
  };
}
