/**
 * Texts of the command line as values, and the rules that values obey.
 *
 * @module
 */

import type { Range, ValueType } from "./command_line/command.ts";

/** A value of any option. */
export type AnyValue =
  | string
  | number
  | boolean
  | readonly number[]
  | readonly string[]
  | { readonly height: number; readonly width: number };

const INTEGER = /^[+-]?\d+$/;
const COUNT = /^(\d+(?:\.\d+)?)([km]?)$/i;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const SIZE = /^(\d+)(?:[x×](\d+))?$/i;

/** The bounds in words. */
function rangeInWords({ min, max, minExcluded, maxExcluded }: Range): string {
  if (minExcluded) {
    return `above ${min}${maxExcluded ? " and below" : ", at most"} ${max}`;
  }
  return `from ${min} to ${maxExcluded ? "below " : ""}${max}`;
}

/** The bounds in symbols. */
function rangeInSymbols({ min, max, minExcluded, maxExcluded }: Range): string {
  return `${minExcluded ? ">" : ""}${min}..${maxExcluded ? "<" : ""}${max}`;
}

function multiplesInWords({ multipleOf }: { multipleOf?: number }): string {
  return multipleOf === undefined ? "" : `, a multiple of ${multipleOf}`;
}

function inWords(choices: readonly string[]): string {
  const last = choices.at(-1) ?? "";
  const others = choices.slice(0, -1);
  return others.length === 0 ? last : `${others.join(", ")} or ${last}`;
}

function isInside(value: number, range: Range): boolean {
  const { min, max, minExcluded, maxExcluded } = range;
  return (minExcluded ? value > min : value >= min) &&
    (maxExcluded ? value < max : value <= max);
}

/**
 * What an option's value has to be, as the end of "it must be …".
 *
 * @param type The option.
 * @returns A phrase with an article.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { expectation } from "edge-dcgan/core/option_value.ts";
 *
 * assertEquals(
 *   expectation({ type: "integer", min: 1, max: 4096 }),
 *   "an integer from 1 to 4096",
 * );
 * ```
 */
export function expectation(type: ValueType): string {
  switch (type.type) {
    case "string":
      return type.patternMeaning ?? "a text that is not empty";
    case "integer":
      return `an integer ${rangeInWords(type)}${multiplesInWords(type)}`;
    case "count":
      return `a count ${rangeInWords(type)}, like 1500, 120k or 1.5M`;
    case "number":
      return `a number ${rangeInWords(type)}`;
    case "choice":
      return inWords(type.choices);
    case "choices":
      return `none, or a list of ${inWords(type.choices)}`;
    case "flag":
      return "true or false";
    case "integers":
      return `a list like 1,4-6 of at most ${type.maxCount} integers ${
        rangeInWords(type)
      }`;
    case "size":
      return `HEIGHTxWIDTH or one number for both, each ${rangeInWords(type)}${
        multiplesInWords(type)
      }`;
  }
}

/**
 * What an option's value may be, in the short form of the help's table.
 *
 * @param type The option.
 * @returns For instance `1..4096`; empty if there is nothing to say.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { allowedValues } from "edge-dcgan/core/option_value.ts";
 *
 * assertEquals(
 *   allowedValues({ type: "number", min: 0, max: 1, minExcluded: true }),
 *   "number >0..1",
 * );
 * ```
 */
export function allowedValues(type: ValueType): string {
  switch (type.type) {
    case "string":
      return type.patternMeaning ?? "";
    case "integer":
      return `integer ${rangeInSymbols(type)}${multiplesInWords(type)}`;
    case "count":
      return `count ${rangeInSymbols(type)}`;
    case "number":
      return `number ${rangeInSymbols(type)}`;
    case "choice":
      return inWords(type.choices);
    case "choices":
      return `none or ${type.choices.join(",")}`;
    case "flag":
      return "";
    case "integers":
      return `integers ${rangeInSymbols(type)}`;
    case "size":
      return `HxW or N, ${rangeInSymbols(type)}${multiplesInWords(type)}`;
  }
}

function isInteger(
  value: unknown,
  range: Range & { readonly multipleOf?: number },
): boolean {
  return Number.isSafeInteger(value) && isInside(value as number, range) &&
    (value as number) % (range.multipleOf ?? 1) === 0;
}

/**
 * Whether a value is one that an option allows.
 *
 * @param type The option.
 * @param value Anything, for instance from a JSON file.
 *
 * @example
 * ```ts
 * import { assert, assertFalse } from "@std/assert";
 * import { isAllowed } from "edge-dcgan/core/option_value.ts";
 *
 * assert(isAllowed({ type: "choice", choices: ["crop", "fit"] }, "crop"));
 * assertFalse(isAllowed({ type: "integer", min: 1, max: 9 }, "5"));
 * ```
 */
export function isAllowed(type: ValueType, value: unknown): boolean {
  switch (type.type) {
    case "string":
      return typeof value === "string" && value !== "" &&
        (type.pattern === undefined || type.pattern.test(value));
    case "integer":
    case "count":
      return isInteger(value, type);
    case "number":
      return typeof value === "number" && isInside(value, type);
    case "choice":
      return typeof value === "string" && type.choices.includes(value);
    case "choices":
      return Array.isArray(value) &&
        value.every((element) => type.choices.includes(element)) &&
        new Set(value).size === value.length;
    case "flag":
      return typeof value === "boolean";
    case "integers":
      return Array.isArray(value) && value.length > 0 &&
        value.length <= type.maxCount &&
        value.every((element) => isInteger(element, type));
    case "size":
      return typeof value === "object" && value !== null &&
        "height" in value && isInteger(value.height, type) &&
        "width" in value && isInteger(value.width, type);
  }
}

/** The power of ten that a letter behind a count stands for. */
const EXPONENTS: Readonly<Record<string, number>> = { k: 3, m: 6 };

/** The number that `1.5M` stands for. */
function readCount(text: string): number | undefined {
  const [, digits, letter = ""] = COUNT.exec(text) ?? [];
  if (digits === undefined) return undefined;
  // As text, since 1.1 * 1000 need not be an integer.
  return Number(`${digits}e${EXPONENTS[letter.toLowerCase()] ?? 0}`);
}

/** The integers of `1,4-6`; nothing if it is no such list or too long. */
function readIntegers(text: string, maxCount: number): number[] | undefined {
  const integers: number[] = [];
  for (const part of text.split(",")) {
    const match = /^\s*(\d+)(?:-(\d+))?\s*$/.exec(part);
    if (match === null) return undefined;
    const first = Number(match[1]);
    const last = Number(match[2] ?? match[1]);
    if (last < first || integers.length + last - first >= maxCount) {
      return undefined;
    }
    for (let value = first; value <= last; value++) integers.push(value);
  }
  return integers;
}

/** The choices of a list like `a,c`; a wrong one stays, to be refused. */
function readChoices(text: string, choices: readonly string[]): string[] {
  if (text === "none") return [];
  const order = (choice: string) => choices.indexOf(choice);
  return text.split(",").map((part) => part.trim())
    .sort((a, b) => order(a) - order(b));
}

/**
 * The value that a text of the command line stands for.
 *
 * @param type The option.
 * @param text What is given for it.
 * @returns The value, or `undefined` if the option does not allow it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readOptionValue } from "edge-dcgan/core/option_value.ts";
 *
 * const seeds = { type: "integers", min: 0, max: 99, maxCount: 100 } as const;
 * assertEquals(readOptionValue(seeds, "1,4-6"), [1, 4, 5, 6]);
 * assertEquals(readOptionValue(seeds, "100"), undefined);
 * ```
 */
export function readOptionValue(
  type: ValueType,
  text: string,
): AnyValue | undefined {
  let value: AnyValue | undefined;
  switch (type.type) {
    case "string":
    case "choice":
      value = text;
      break;
    case "integer":
      if (INTEGER.test(text)) value = Number(text);
      break;
    case "count":
      value = readCount(text);
      break;
    case "number":
      if (NUMBER.test(text)) value = Number(text);
      break;
    case "flag":
      if (text === "true" || text === "false") value = text === "true";
      break;
    case "choices":
      value = readChoices(text, type.choices);
      break;
    case "integers":
      value = readIntegers(text, type.maxCount);
      break;
    case "size": {
      const [, height, width = height] = SIZE.exec(text) ?? [];
      value = { height: Number(height), width: Number(width) };
      break;
    }
  }
  return isAllowed(type, value) ? value : undefined;
}
