/**
 * Values that people give a program, as flags of a command, fields of
 * `options.json` or parameters of an address: their types, and texts as values.
 *
 * @module
 */

import { type Edit, readEdits } from "./edit.ts";

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

/** A list of {@linkcode Edit}; the bounds are those of each strength. */
interface EditsType extends Range {
  readonly type: "edits";
  /** Largest number of a direction. */
  readonly directions: number;
  readonly default?: readonly Edit[];
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
  | SizeType
  | EditsType;

/** The type of an option's value. */
export type OptionValue<O> = O extends { type: "flag" } ? boolean
  : O extends { type: "integer" | "count" | "number" } ? number
  : O extends { type: "choice"; choices: readonly (infer Choice)[] } ? Choice
  : O extends { type: "choices"; choices: readonly (infer Choice)[] }
    ? readonly Choice[]
  : O extends { type: "integers" } ? readonly number[]
  : O extends { type: "size" } ? Size
  : O extends { type: "edits" } ? readonly Edit[]
  : string;

/** A value of any option. */
export type AnyValue =
  | string
  | number
  | boolean
  | readonly number[]
  | readonly string[]
  | readonly Edit[]
  | { readonly height: number; readonly width: number };

const INTEGER = /^[+-]?\d+$/;
const COUNT = /^(\d+(?:\.\d+)?)([km]?)$/i;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const SIZE = /^(\d+)(?:[x×](\d+))?$/i;

function isInside(value: number, range: Range): boolean {
  const { min, max, minExcluded, maxExcluded } = range;
  return (minExcluded ? value > min : value >= min) &&
    (maxExcluded ? value < max : value <= max);
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
    case "edits":
      return Array.isArray(value) &&
        value.every((edit) =>
          isInteger(edit?.direction, { min: 1, max: type.directions }) &&
          isInside(edit?.strength, type)
        );
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
    case "edits":
      value = readEdits(text);
      break;
  }
  return isAllowed(type, value) ? value : undefined;
}
