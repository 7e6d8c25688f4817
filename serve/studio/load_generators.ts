import { openGenerator } from "../../core/generator/open_generator.ts";
import type { Painter } from "../../core/generator/paint_seed.ts";
import { render } from "../picture/render.ts";
import type { Generators, Runner } from "./runner.ts";

/**
 * Loads generators.
 *
 * @param generators Their files, whose memory is freed.
 * @returns What renders with them, in the thread in which it is called.
 * @throws {UserError} If one of them cannot be opened.
 */
export function loadGenerators(generators: Generators): Runner["run"] {
  const painters = new Map<string, Painter>();
  for (const [digest, files] of generators) {
    painters.set(digest, openGenerator(files));
    // The engine has the weights. The garbage collector would free the file
    // much later, as it sees no need in a thread with little else.
    files.model.buffer.transfer(0);
  }
  return async (jobs) => {
    const generator = jobs[0]?.generator ?? "";
    const painter = painters.get(generator);
    if (painter === undefined) {
      throw new RangeError(`There is no generator ${generator}`);
    }
    return await render(painter, jobs);
  };
}
