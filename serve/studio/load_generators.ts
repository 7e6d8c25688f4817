import { openGenerator } from "../../core/generator/open_generator.ts";
import type { PictureJob } from "../picture/job.ts";
import { render, type Rendering } from "../picture/render.ts";
import type { NamedFiles } from "./render_task.ts";

/** Renders jobs with the generator of a digest. */
export type Render = (
  generator: string,
  jobs: readonly PictureJob[],
) => Promise<Rendering[]>;

/**
 * Loads generators, and renders with them in the thread in which it is called.
 *
 * @param generators Their names and files.
 * @throws {UserError} If one of them cannot be opened.
 */
export function loadGenerators(generators: readonly NamedFiles[]): Render {
  const painters = new Map(
    generators.map(({ digest, files }) => [digest, openGenerator(files)]),
  );
  return (generator, jobs) => {
    const painter = painters.get(generator);
    if (painter === undefined) {
      throw new RangeError(`There is no generator ${generator}`);
    }
    return render(painter, jobs);
  };
}
