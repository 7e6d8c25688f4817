import { openGenerator } from "../../core/generator/open_generator.ts";
import { render } from "../picture/render.ts";
import type { Generators, Runner } from "./runner.ts";

/**
 * Loads generators.
 *
 * @param generators Their files.
 * @returns What renders with them, in the thread in which it is called.
 * @throws {UserError} If one of them cannot be opened.
 */
export function loadGenerators(generators: Generators): Runner["run"] {
  const painters = new Map(
    Array.from(
      generators,
      ([digest, files]) => [digest, openGenerator(files)],
    ),
  );
  return async (jobs) => {
    const generator = jobs[0]?.generator ?? "";
    const painter = painters.get(generator);
    if (painter === undefined) {
      throw new RangeError(`There is no generator ${generator}`);
    }
    return await render(painter, jobs);
  };
}
