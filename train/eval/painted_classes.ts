import type { Classes } from "../../core/classes.ts";
import { UserError } from "../../core/user_error.ts";
import { namedClasses } from "../data/labels.ts";
import type { Subject } from "./subject.ts";

/**
 * The classes that samples are drawn of: those of the pictures that they are
 * compared with.
 *
 * @param subject The generator.
 * @param compared Names of the pictures' classes, if they are labelled.
 * @returns The generator's classes, those that are not compared without
 * pictures, so that none is drawn of them; nothing if it has none.
 * @throws {UserError} If the pictures have a class that it does not know.
 */
export function paintedClasses(
  { classes, name }: Pick<Subject, "classes" | "name">,
  compared: readonly string[] | undefined,
): Classes | undefined {
  if (classes === undefined || compared === undefined) return classes;
  const own = classes.map(({ name }) => name);
  const unknown = compared.filter((name) => !own.includes(name));
  if (unknown.length > 0) {
    throw new UserError(
      `${name} knows the classes ${namedClasses(own)}, but the pictures have ${
        namedClasses(unknown)
      }`,
    );
  }
  if (compared.length === own.length) return classes;
  return classes.map(({ name, pictures = 1 }) => ({
    name,
    pictures: compared.includes(name) ? Math.max(pictures, 1) : 0,
  }));
}
