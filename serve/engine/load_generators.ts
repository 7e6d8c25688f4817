import { loadGenerator } from "../../core/frozen_generator.ts";
import type { Painter } from "../paint_seed.ts";
import type { PictureJob } from "../picture/job.ts";
import { render, type Rendering } from "../picture/render.ts";
import type { GeneratorSource } from "./render_task.ts";

/** Renders jobs with the generator of a digest. */
export type Render = (
  generator: string,
  jobs: readonly PictureJob[],
) => Promise<Rendering[]>;

/**
 * Loads generators, one after the other, and renders with them in the thread in
 * which it is called.
 *
 * @param sources Where they are.
 * @throws {UserError} If one of them cannot be loaded.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { folderUrl } from "edge-dcgan/core/folder_url.ts";
 * import { latents } from "edge-dcgan/core/latent.ts";
 * import { loadGenerators } from "edge-dcgan/serve/engine/load_generators.ts";
 * import { SINGLE } from "edge-dcgan/serve/picture/job.ts";
 *
 * const folder = folderUrl("tests/fixtures/generator").href;
 * const render = await loadGenerators([{ digest: "d", folder }]);
 * const [rendering] = await render("d", [{
 *   latents: latents([7]),
 *   scale: 1,
 *   resize: "nearest",
 *   arrangement: SINGLE,
 *   format: "png",
 * }]);
 * assertEquals(rendering?.bytes[0], 0x89);
 * ```
 */
export async function loadGenerators(
  sources: readonly GeneratorSource[],
): Promise<Render> {
  const painters = new Map<string, Painter>();
  for (const { digest, folder } of sources) {
    painters.set(digest, await loadGenerator(new URL(folder)));
  }
  return (generator, jobs) => {
    const painter = painters.get(generator);
    if (painter === undefined) {
      throw new RangeError(`There is no generator ${generator}`);
    }
    return render(painter, jobs);
  };
}
