/**
 * What a command's options are, as a table: parsing, checking and the help
 * text all follow from it, and so do the types of the values.
 *
 * @module
 */

import type { OptionValue, ValueType } from "../option_value.ts";

/** One option of a command. */
export type Option = ValueType & {
  /** Heading under which the help lists the option. */
  readonly group: string;
  /** One letter for the short form. */
  readonly alias?: string;
  /** What stands for the value in the help: `N`, `FILE`. */
  readonly placeholder?: string;
  /** What the help calls the default, if it is no fixed value. */
  readonly defaultText?: string;
  /** Whether the help lists it of a command that shows only those. */
  readonly usual?: true;
  /** What the option is for, in one line. */
  readonly help: string;
};

/** Options by their long names in kebab-case. */
export type OptionTable = Readonly<Record<string, Option>>;

/** What a command takes besides options. */
export interface Positionals {
  /** What stands for them in messages: `RUN`. */
  readonly placeholder: string;
  /** What they are, in one line. */
  readonly help: string;
  /** How few there may be. */
  readonly min: number;
  /** How many there may be. */
  readonly max: number;
}

/** A command of the command line. */
export interface Command<Table extends OptionTable = OptionTable> {
  /** What is typed to run it, for instance `deno task train`. */
  readonly name: string;
  /** What it does, in a sentence. */
  readonly summary: string;
  /** What may follow the name; one line for each way to use it. */
  readonly usage: readonly string[];
  /** Whether `--help` lists only the usual options; `--help-all` lists all. */
  readonly onlyUsual?: true;
  /** What may follow the name, and what that does. */
  readonly examples?: readonly (readonly [args: string, meaning: string])[];
  /** Sentences behind the options. */
  readonly notes?: readonly string[];
  /** Left out if the command takes options only. */
  readonly positionals?: Positionals;
  /** Its options; `--help` and `-h` are added to them, and `--help-all` where that differs. */
  readonly options: Table;
}

/** `demo-size` as `demoSize`. */
export type CamelCase<Name> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;

/**
 * The values of a table's options by their names in camelCase; `undefined`
 * where an option without a default is not given.
 */
export type OptionValues<Table> = {
  readonly [Name in keyof Table as CamelCase<Name>]: Table[Name] extends
    { type: "flag" } | { default: unknown } ? OptionValue<Table[Name]>
    : OptionValue<Table[Name]> | undefined;
};

/**
 * The key of an option's value.
 *
 * @param name Long name in kebab-case.
 * @returns The name in camelCase.
 */
export function camelCase<Name extends string>(name: Name): CamelCase<Name> {
  const camel = name.replaceAll(
    /-(.)/g,
    (_, letter: string) => letter.toUpperCase(),
  );
  return camel as CamelCase<Name>;
}
