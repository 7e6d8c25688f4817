import type { GeneratorFiles } from "../../core/generator/generator_folder.ts";
import type { Loading } from "./loading.ts";
import type { Runner } from "./runner.ts";
import { type LinkOptions, WorkerLink } from "./worker_link.ts";

/**
 * Starts a worker and waits until it has loaded its first generator, which is
 * read here while it starts. The memory of files goes to the worker.
 *
 * @param options The worker and what it loads.
 * @returns A runner that is lost when the worker dies, fails or is stuck, or a
 * generator cannot be loaded.
 * @throws {UserError} If the first generator cannot be loaded.
 */
export async function startWorker(
  options: LinkOptions & Loading,
): Promise<Runner> {
  const { first, read, onLoaded } = options;
  const link = new WorkerLink(options);
  const loaded = new Set<string>();
  const load = async (digest: string, files: GeneratorFiles) => {
    const order = { kind: "load", digest, files } as const;
    const answer = await link.answer("loaded", order, [files.model.buffer]);
    loaded.add(digest);
    return answer.times;
  };
  try {
    const [files] = await Promise.all([read(first), link.answer("listening")]);
    const times = await load(first, files);
    onLoaded?.(times);
  } catch (error) {
    link.stop();
    throw error;
  }
  return {
    run: async (jobs) => {
      const generator = jobs[0]?.generator ?? first;
      if (!loaded.has(generator)) await load(generator, await read(generator));
      const order = { kind: "render", jobs } as const;
      return (await link.answer("rendered", order)).renderings;
    },
    stop: () => link.stop(),
  };
}
