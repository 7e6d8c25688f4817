import type { LoadTimes } from "./load_times.ts";
import type { Generators, Runner } from "./runner.ts";

/**
 * Renders in this thread, for where there are no workers. While it paints, the
 * service answers nothing else.
 *
 * @param read Reads the generators to load.
 * @param onLoaded Is told how long that took.
 * @throws {UserError} If a generator cannot be loaded.
 */
export async function startInProcess(
  read: () => Promise<Generators>,
  onLoaded: (times: LoadTimes) => void = () => {},
): Promise<Runner> {
  const began = performance.now();
  const [generators, { loadGenerators }] = await Promise.all([
    read(),
    // Only here: with workers, this thread has no use for what paints.
    import("./load_generators.ts"),
  ]);
  const arrived = performance.now();
  const run = loadGenerators(generators);
  onLoaded({
    began: performance.timeOrigin + began,
    files: arrived - began,
    open: performance.now() - arrived,
  });
  return { run, stop: () => {} };
}
