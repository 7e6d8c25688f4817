import { expectation } from "../option_description.ts";
import { UserError } from "../user_error.ts";
import type { GeneratorCard } from "./generator_card.ts";

/**
 * Refuses a class that a generator does not know, given as `--label`.
 *
 * @param card The generator's card.
 * @param label Name of the class; it may be left out.
 * @throws {UserError} With exit code 2, naming the classes that there are.
 */
export function checkLabel(
  { name, architecture: { classes } }: GeneratorCard,
  label: string | undefined,
): void {
  if (label === undefined) return;
  if (classes === undefined) {
    throw new UserError(
      `--label is "${label}": the generator ${name} has no classes`,
      2,
    );
  }
  const choices = classes.map(({ name }) => name);
  if (choices.includes(label)) return;
  throw new UserError(
    `--label is "${label}": it must be ${
      expectation({ type: "choice", choices })
    }`,
    2,
  );
}
