/**
 * The command-line layer that every command shares: a table of options in,
 * checked and typed values out.
 *
 * @module
 */

import process from "node:process";
import { parseArgs } from "@std/cli/parse-args";
import {
  camelCase,
  type Command,
  type OptionTable,
  type OptionValues,
  type Positionals,
} from "./command.ts";
import { formatHelp } from "./help.ts";
import { expectation } from "../option_description.ts";
import { type AnyValue, readOptionValue } from "../option_value.ts";
import { suggestion } from "./suggestion.ts";
import { UserError } from "../user_error.ts";

/** What {@linkcode parseCommandLine} makes of a command line. */
export interface ParsedCommandLine<Table extends OptionTable> {
  /**
   * The help text, if it is asked for: print it and do nothing else. The other
   * fields then say what they would for an empty command line.
   */
  readonly help: string | undefined;
  /** The value of every option: given, default or `undefined`. */
  readonly values: OptionValues<Table>;
  /** Which of them the command line gives. */
  readonly given: ReadonlySet<keyof OptionValues<Table>>;
  /** The arguments that belong to no option. */
  readonly positionals: readonly string[];
}

const GROUP = "Help";

/** Added to every command. */
const HELP = {
  help: {
    type: "flag",
    alias: "h",
    usual: true,
    group: GROUP,
    help: "Show this text",
  },
} as const satisfies OptionTable;

/** Added to commands whose `--help` lists only the usual options. */
const HELP_ALL = {
  "help-all": {
    type: "flag",
    usual: true,
    group: GROUP,
    help: "Show all options",
  },
} as const satisfies OptionTable;

/** What `parseArgs` found, before it is checked. */
interface Found {
  /** By long name: the texts of a valued option, the states of a flag. */
  values: Map<string, readonly (string | boolean)[]>;
  positionals: string[];
  /** Arguments that look like options, but are none. */
  unknown: string[];
}

function find(options: OptionTable, args: readonly string[]): Found {
  const names = Object.keys(options);
  const isFlag = (name: string) => options[name]?.type === "flag";
  const unknown: string[] = [];
  const found: Record<string, unknown> = parseArgs(args, {
    // As strings, so that the name "007" stays one; "_" are the positionals.
    string: ["_", ...names.filter((name) => !isFlag(name))],
    boolean: names.filter(isFlag),
    // All of them, so that an option that is given twice shows.
    collect: names,
    negatable: names.filter((name) => {
      const option = options[name];
      return option?.type === "flag" && option.negatable === true;
    }),
    alias: Object.fromEntries(
      Object.entries(options)
        .flatMap(([name, { alias }]) => alias ? [[name, alias]] : []),
    ),
    unknown: (arg, key) => {
      if (key !== undefined) unknown.push(arg);
      return key === undefined;
    },
  });
  return {
    // A negated flag is a lone `false`, not gathered in an array.
    values: new Map(
      names.map((name) => [name, [found[name]].flat() as string[]]),
    ),
    positionals: found["_"] as string[],
    unknown,
  };
}

function unknownOption(arg: string, options: OptionTable): UserError {
  const name = arg.replace(/=.*/s, "");
  const known = Object.entries(options).flatMap(([long, option]) =>
    option.type === "flag" && option.negatable ? [long, `no-${long}`] : long
  );
  const meant = suggestion(name.replace(/^-+/, ""), known);
  const hint = meant === undefined
    ? "--help lists the options"
    : `did you mean --${meant}?`;
  return new UserError(`unknown option ${name}: ${hint}`, 2);
}

/** `parseArgs` takes `--flag=no` for true and `--no-name=1` for `--name=1`. */
function checkEqualSigns(args: readonly string[], options: OptionTable): void {
  for (const arg of args) {
    if (arg === "--") return;
    const [, name = "", value] = /^--([^=]+)=(.*)$/s.exec(arg) ?? [];
    if (name.startsWith("no-") && !Object.hasOwn(options, name)) {
      throw unknownOption(arg, options);
    }
    const isFlag = options[name]?.type === "flag";
    if (isFlag && value !== "true" && value !== "false") {
      throw new UserError(`--${name} is ${value}: it takes no value`, 2);
    }
  }
}

/** `parseArgs` lets the last of `--flag` and `--no-flag` win. */
function checkNegations(args: readonly string[], options: OptionTable): void {
  const end = args.indexOf("--");
  const before = end < 0 ? args : args.slice(0, end);
  for (const [name, option] of Object.entries(options)) {
    if (option.type !== "flag" || option.negatable !== true) continue;
    const either = new RegExp(`^--(no-)?${name}(=|$)`);
    const count = before.filter((arg) => either.test(arg)).length;
    if (count > 1) {
      throw new UserError(
        `--${name} or --no-${name} is given ${count} times`,
        2,
      );
    }
  }
}

function readValue(
  name: string,
  options: OptionTable,
  found: readonly (string | boolean)[],
): AnyValue | undefined {
  const option = options[name] as OptionTable[string];
  if (found.length > 1) {
    throw new UserError(`--${name} is given ${found.length} times`, 2);
  }
  const [text] = found;
  if (text === undefined || typeof text === "boolean") return text;
  if (text === "") {
    throw new UserError(`--${name} needs a value: ${expectation(option)}`, 2);
  }
  const value = readOptionValue(option, text);
  if (value === undefined) {
    throw new UserError(
      `--${name} is ${text}: it must be ${expectation(option)}`,
      2,
    );
  }
  return value;
}

function checkPositionals(
  found: readonly string[],
  expected: Positionals | undefined,
): void {
  const { min, max, placeholder, help } = expected ?? { min: 0, max: 0 };
  if (found.length < min) {
    throw new UserError(`${placeholder} is missing: ${help}`, 2);
  }
  if (found.length > max) {
    throw new UserError(
      `unexpected argument ${found[max]}: --help shows the usage`,
      2,
    );
  }
}

/** Columns for the help: those of the terminal, as far as lines can be read. */
function helpWidth(): number {
  // Some terminals say that they have none.
  return process.stdout.isTTY
    ? Math.min(120, process.stdout.columns || 80)
    : 80;
}

/**
 * Reads the arguments of a command by its table of options.
 *
 * @param command The command and its options.
 * @param args The arguments, for instance `Deno.args`.
 * @returns The values, which of them are given, and the other arguments; or
 * the text for `--help`, if the arguments ask for it.
 * @throws {UserError} With exit code 2 if an option is unknown, given twice,
 * without its value or with one that is not allowed, or if there are too few
 * or too many other arguments.
 */
export function parseCommandLine<const Table extends OptionTable>(
  command: Command<Table>,
  args: readonly string[],
): ParsedCommandLine<Table> {
  const options: OptionTable = {
    ...command.options,
    ...HELP,
    ...command.onlyUsual && HELP_ALL,
  };
  const found = find(options, args);
  // What looks like a number is rather the value of the option before it.
  const unknown = found.unknown.find((arg) => !/^-[\d.]/.test(arg));
  if (unknown !== undefined) throw unknownOption(unknown, options);
  checkEqualSigns(args, options);
  checkNegations(args, options);
  const all = found.values.get("help-all")?.[0] === true;
  const isHelp = all || found.values.get("help")?.[0] === true;
  const values: Record<string, AnyValue | undefined> = {};
  const given = new Set<string>();
  for (const [name, option] of Object.entries(command.options)) {
    const value = isHelp
      ? undefined
      : readValue(name, options, found.values.get(name) ?? []);
    if (value !== undefined) given.add(camelCase(name));
    values[camelCase(name)] = value ?? option.default ??
      (option.type === "flag" ? false : undefined);
  }
  if (!isHelp) {
    const [stray] = found.unknown;
    if (stray !== undefined) throw unknownOption(stray, options);
    checkPositionals(found.positionals, command.positionals);
  }
  return {
    help: isHelp
      ? formatHelp({ ...command, options }, { width: helpWidth(), all })
      : undefined,
    values: values as OptionValues<Table>,
    given: given as ReadonlySet<string> as ReadonlySet<
      keyof OptionValues<Table>
    >,
    positionals: isHelp ? [] : found.positionals,
  };
}
