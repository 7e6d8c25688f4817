/**
 * What a command's options are, as a table: parsing, checking and the help
 * text all follow from it, and so do the types of the values.
 *
 * @module
 */

/** Height and width in pixels, written `64x48` (or `64` for a square). */
export interface Size {
  /** Rows. */
  readonly height: number;
  /** Columns. */
  readonly width: number;
}

/** Bounds of a number; both ends are inclusive unless they say otherwise. */
export interface Range {
  /** Smallest allowed value. */
  readonly min: number;
  /** Largest allowed value. */
  readonly max: number;
  /** Whether `min` itself is not allowed. */
  readonly minExcluded?: true;
  /** Whether `max` itself is not allowed. */
  readonly maxExcluded?: true;
}

/** Any text but the empty one. */
interface TextType {
  readonly type: "string";
  /** What the whole text has to match; by default everything does. */
  readonly pattern?: RegExp;
  /** The texts that `pattern` matches, in words: "six hexadecimal digits". */
  readonly patternMeaning?: string;
  readonly default?: string;
}

interface IntegerType extends Range {
  readonly type: "integer";
  readonly multipleOf?: number;
  readonly default?: number;
}

/** An integer that may be written short: `1500`, `120k`, `1.5M`. */
interface CountType extends Range {
  readonly type: "count";
  readonly default?: number;
}

interface NumberType extends Range {
  readonly type: "number";
  readonly default?: number;
}

interface ChoiceType {
  readonly type: "choice";
  readonly choices: readonly string[];
  readonly default?: string;
}

/** Some of the choices, in their order: `a,c`; `none` are none of them. */
interface ChoicesType {
  readonly type: "choices";
  readonly choices: readonly string[];
  readonly default?: readonly string[];
}

/** `--name`, without a value; `false` if it is not given. */
interface FlagType {
  readonly type: "flag";
  /** Whether `--no-name` exists, too. */
  readonly negatable?: true;
  readonly default?: boolean;
}

/** Integers and inclusive ranges of them: `1,4-6` are four integers. */
interface IntegersType extends Range {
  readonly type: "integers";
  /** How many integers there may be at most. */
  readonly maxCount: number;
  readonly default?: readonly number[];
}

/** A {@linkcode Size}; the bounds are those of each side. */
interface SizeType extends Range {
  readonly type: "size";
  readonly multipleOf?: number;
  readonly default?: Size;
}

/** Type, allowed values and default of an option. */
export type ValueType =
  | TextType
  | IntegerType
  | CountType
  | NumberType
  | ChoiceType
  | ChoicesType
  | FlagType
  | IntegersType
  | SizeType;

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
  /** Left out if the command takes options only. */
  readonly positionals?: Positionals;
  /** Its options; `--help` and `-h` are added to them. */
  readonly options: Table;
}

/** `demo-size` as `demoSize`. */
export type CamelCase<Name> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;

/** The type of an option's value. */
export type OptionValue<O> = O extends { type: "flag" } ? boolean
  : O extends { type: "integer" | "count" | "number" } ? number
  : O extends { type: "choice"; choices: readonly (infer Choice)[] } ? Choice
  : O extends { type: "choices"; choices: readonly (infer Choice)[] }
    ? readonly Choice[]
  : O extends { type: "integers" } ? readonly number[]
  : O extends { type: "size" } ? Size
  : string;

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
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { camelCase } from "edge-dcgan/core/command_line/command.ts";
 *
 * assertEquals(camelCase("min-lr-ratio"), "minLrRatio");
 * ```
 */
export function camelCase<Name extends string>(name: Name): CamelCase<Name> {
  const camel = name.replaceAll(
    /-(.)/g,
    (_, letter: string) => letter.toUpperCase(),
  );
  return camel as CamelCase<Name>;
}
