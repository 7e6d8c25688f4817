import {
  openGenerator,
  type OpeningTimes,
} from "../../core/generator/open_generator.ts";
import type { Painter } from "../../core/generator/paint_seed.ts";
import type { PictureJob } from "../picture/job.ts";
import { render, type Rendering } from "../picture/render.ts";
import type { NamedFiles } from "./render_task.ts";

/** Renders jobs with the generator of a digest. */
export type Render = (
  generator: string,
  jobs: readonly PictureJob[],
) => Promise<Rendering[]>;

/** Generators that can render, and what it took to load them. */
export interface LoadedGenerators {
  /** Renders. */
  readonly render: Render;
  /** How long opening them took, all together. */
  readonly opening: OpeningTimes;
}

/**
 * Loads generators, one after the other, and renders with them in the thread in
 * which it is called.
 *
 * @param generators Their names and files.
 * @throws {UserError} If one of them cannot be opened.
 */
export async function loadGenerators(
  generators: readonly NamedFiles[],
): Promise<LoadedGenerators> {
  const opening = { runtime: 0, session: 0, paint: 0 };
  const painters = new Map<string, Painter>();
  for (const { digest, files } of generators) {
    const painter = await openGenerator(files);
    painters.set(digest, painter);
    opening.runtime += painter.opening.runtime;
    opening.session += painter.opening.session;
    opening.paint += painter.opening.paint;
  }
  return {
    render: (generator, jobs) => {
      const painter = painters.get(generator);
      if (painter === undefined) {
        throw new RangeError(`There is no generator ${generator}`);
      }
      return render(painter, jobs);
    },
    opening,
  };
}
