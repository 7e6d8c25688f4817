import type { GeneratorCard } from "../../core/generator/generator_card.ts";
import { expectation } from "../../core/option_description.ts";
import { UserError } from "../../core/user_error.ts";

/**
 * Checks the class of the pictures, `--label`, against the generator's.
 *
 * @param card The generator's card.
 * @param label Name of the class.
 * @throws {UserError} With exit code 2 if a generator with classes does not know
 * it or it is missing, or if there are no classes.
 */
export function checkLabel(
  { name, architecture: { classes } }: GeneratorCard,
  label: string | undefined,
): void {
  const choices = classes?.map(({ name }) => name);
  if (label === undefined ? choices === undefined : choices?.includes(label)) {
    return;
  }
  const problem = label === undefined
    ? `missing: the generator ${name} has classes, and`
    : `"${label}":`;
  const rule = choices === undefined
    ? `the generator ${name} has no classes, so it must be left out`
    : `it must be ${expectation({ type: "choice", choices })}`;
  throw new UserError(`--label is ${problem} ${rule}`, 2);
}
