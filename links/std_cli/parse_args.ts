/**
 * A command line as an object.
 *
 * @module
 */

import { type Names, readNames } from "./_names.ts";
import { isPlanted, plant, type Tree } from "./_tree.ts";
import type { AfterDoubleDash, Aliases, Flat, Values } from "./_types.ts";

/** The value of {@linkcode parseArgs}. */
export type Args<
  TArgs extends Record<string, unknown> = Record<string, unknown>,
  TDoubleDash extends boolean | undefined = undefined,
> = Flat<
  & TArgs
  & {
    /** The arguments that belong to no option. */
    _: (string | number)[];
  }
  & AfterDoubleDash<TDoubleDash>
>;

/** Options of {@linkcode parseArgs}. */
export interface ParseOptions<
  TBooleans extends boolean | string | undefined = boolean | string | undefined,
  TStrings extends string | undefined = string | undefined,
  TCollectable extends string | undefined = string | undefined,
  TNegatable extends string | undefined = string | undefined,
  TDefault extends Record<string, unknown> | undefined =
    | Record<string, unknown>
    | undefined,
  TAliases extends Aliases | undefined = Aliases | undefined,
  TDoubleDash extends boolean | undefined = boolean | undefined,
> {
  /** Whether what follows `--` goes to the key `--` instead of `_`. */
  "--"?: TDoubleDash;
  /** Other names of an option. */
  alias?: TAliases;
  /** Names that take no value; `true`: every long one without `=`. */
  boolean?: TBooleans | readonly Extract<TBooleans, string>[];
  /** Values of options that are not given. */
  default?: TDefault;
  /** Whether everything after the first argument without option goes to `_`. */
  stopEarly?: boolean;
  /** Names whose values stay strings. */
  string?: TStrings | readonly Extract<TStrings, string>[];
  /** Names whose values are gathered in an array. */
  collect?: TCollectable | readonly Extract<TCollectable, string>[];
  /** Names of which `--no-NAME` makes the value `false`. */
  negatable?: TNegatable | readonly Extract<TNegatable, string>[];
  /** Is told of what no option describes; `false` leaves it out. */
  unknown?: (arg: string, key?: string, value?: unknown) => unknown;
}

type Value = string | number | boolean;

function looksLikeNumber(text: string): boolean {
  return text.trim() !== "" && Number.isFinite(Number(text));
}

function isTrueOrFalse(text: string | undefined): boolean {
  return text === "true" || text === "false";
}

/** The state of one parse. */
class Parser {
  readonly tree: Tree = {};
  readonly loose: (string | number)[] = [];

  constructor(
    readonly names: Names,
    readonly isWanted: (arg: string, key?: string, value?: unknown) => boolean,
  ) {}

  /** Whether the option takes no value from the next argument. */
  #isBoolean(name: string): boolean {
    const { booleans, others } = this.names;
    return booleans.has(name) ||
      [...others.get(name) ?? []].some((other) => booleans.has(other));
  }

  /** The value of an option that is given without one. */
  #bare(name: string): Value {
    return this.names.strings.has(name) ? "" : true;
  }

  #set(name: string, value: Value, arg: string, collect = true): void {
    const { booleans, strings, collected, others, allBooleans } = this.names;
    const isKnown = [booleans, strings, collected, others]
      .some((set) => set.has(name)) ||
      (allBooleans && /^--[^=]+$/.test(arg));
    if (!isKnown && !this.isWanted(arg, name, value)) return;
    if (
      typeof value === "string" && !strings.has(name) && looksLikeNumber(value)
    ) {
      value = Number(value);
    }
    for (const one of [name, ...others.get(name) ?? []]) {
      plant(this.tree, one, value, collect && collected.has(name));
    }
  }

  /** Reads `--name`, `--name=value` or `--no-name`; whether it took `next`. */
  long(arg: string, next: string | undefined): boolean {
    const isNegated = /^--no-./s.test(arg);
    const text = arg.slice(isNegated ? "--no-".length : "--".length);
    const equals = text.indexOf("=", 1);
    if (equals > 0) {
      const name = text.slice(0, equals);
      const value = text.slice(equals + 1);
      const isBoolean = this.names.booleans.has(name);
      this.#set(name, isBoolean ? value !== "false" : value, arg);
      return false;
    }
    if (isNegated && this.names.negatable.has(text)) {
      this.#set(text, false, arg, false);
      return false;
    }
    const name = isNegated ? `no-${text}` : text;
    const takesValue = !this.names.allBooleans && !this.#isBoolean(name) &&
      next && !next.startsWith("-");
    if (takesValue) this.#set(name, next, arg);
    else if (isTrueOrFalse(next)) this.#set(name, next !== "false", arg);
    else this.#set(name, this.#bare(name), arg);
    return takesValue || isTrueOrFalse(next);
  }

  /** The value written against a letter of `-letters`, if there is one. */
  #attached(letter: string, rest: string): string | undefined {
    if (rest === "=") return "";
    if (/[A-Za-z]/.test(letter)) {
      const value = /=(.+)/.exec(rest)?.[1];
      if (value !== undefined) return value;
      if (/\d(\.\d*)?(e-?\d+)?$/.test(rest)) return rest;
    }
    return rest.length > 1 && /^\W/.test(rest) ? rest : undefined;
  }

  /** Reads `-abc`, `-n5` or `-n=5`; whether it took `next`. */
  short(arg: string, next: string | undefined): boolean {
    const last = arg.slice(-1);
    for (const [index, letter] of [...arg.slice(1, -1).split("")].entries()) {
      const rest = arg.slice(index + 2);
      if (rest === "-") {
        this.#set(letter, rest, arg);
        continue;
      }
      const value = this.#attached(letter, rest);
      this.#set(letter, value ?? this.#bare(letter), arg);
      if (value !== undefined) return false;
    }
    if (last === "-") return false;
    const takesValue = !this.#isBoolean(last) && next &&
      !/^--?[^-]/.test(next);
    if (takesValue) this.#set(last, next, arg);
    else if (isTrueOrFalse(next)) this.#set(last, next !== "false", arg);
    else this.#set(last, this.#bare(last), arg);
    return takesValue || isTrueOrFalse(next);
  }

  /** Gives every name that has no value yet the one it has by default. */
  complete(defaults: Record<string, unknown>): void {
    const { booleans, strings, collected, others } = this.names;
    const isMissing = (name: string) => !isPlanted(this.tree, name);
    for (const [name, value] of Object.entries(defaults)) {
      if (!isMissing(name)) continue;
      for (const one of [name, ...others.get(name) ?? []]) {
        plant(this.tree, one, value);
      }
    }
    for (const name of [...booleans].filter(isMissing)) {
      plant(this.tree, name, collected.has(name) ? [] : false);
    }
    for (const name of [...strings].filter(isMissing)) {
      if (collected.has(name)) plant(this.tree, name, []);
    }
  }
}

/**
 * Reads a command line: `--name value`, `--name=value`, `--flag`, `-abc`.
 * Values that look like numbers become numbers, unless `string` names them.
 *
 * @param args The arguments, for instance `Deno.args`.
 * @param options What is known of the options.
 * @returns The values by name, and in `_` the arguments that belong to none.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseArgs } from "@std/cli/parse-args";
 *
 * const args = ["--size=64", "--name", "7", "--quiet", "photos"];
 * assertEquals(parseArgs(args, { boolean: ["quiet"], string: ["name"] }), {
 *   size: 64,
 *   name: "7",
 *   quiet: true,
 *   _: ["photos"],
 * });
 * ```
 */
export function parseArgs<
  TArgs extends Values<
    TBooleans,
    TStrings,
    TCollectable,
    TNegatable,
    TDefaults,
    TAliases
  >,
  TDoubleDash extends boolean | undefined = undefined,
  TBooleans extends boolean | string | undefined = undefined,
  TStrings extends string | undefined = undefined,
  TCollectable extends string | undefined = undefined,
  TNegatable extends string | undefined = undefined,
  TDefaults extends Record<string, unknown> | undefined = undefined,
  const TAliases extends Aliases | undefined = undefined,
>(
  args: readonly string[],
  options: ParseOptions<
    TBooleans,
    TStrings,
    TCollectable,
    TNegatable,
    TDefaults,
    TAliases,
    TDoubleDash
  > = {},
): Args<TArgs, TDoubleDash> {
  const { unknown, stopEarly = false } = options;
  const end = args.indexOf("--");
  const before = end < 0 ? args : args.slice(0, end);
  const after = end < 0 ? [] : args.slice(end + 1);
  const names = readNames(options);
  const isWanted = (...told: [arg: string, key?: string, value?: unknown]) =>
    unknown?.(...told) !== false;
  const parser = new Parser(names, isWanted);
  const { loose } = parser;
  for (let index = 0; index < before.length; index++) {
    const arg = before[index] as string;
    const next = before[index + 1];
    if (arg.startsWith("--")) {
      if (parser.long(arg, next)) index++;
    } else if (arg.startsWith("-") && arg.length > 1) {
      if (parser.short(arg, next)) index++;
    } else {
      if (isWanted(arg)) {
        const isNumber = !names.strings.has("_") && looksLikeNumber(arg);
        loose.push(isNumber ? Number(arg) : arg);
      }
      if (stopEarly) {
        loose.push(...before.slice(index + 1));
        break;
      }
    }
  }
  parser.complete(options.default ?? {});
  if (!options["--"]) loose.push(...after);
  const result: Tree = { ...parser.tree, _: loose };
  if (options["--"]) result["--"] = after;
  return result as Args<TArgs, TDoubleDash>;
}
