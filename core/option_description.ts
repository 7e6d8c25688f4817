/**
 * What an option's value may be: in words, in the short form of the help, and as
 * a JSON Schema.
 *
 * @module
 */

import { type Edit, formatEdits } from "./edit.ts";
import type { Range, Size, ValueType } from "./option_value.ts";

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

/** Choices in a sentence; in quotes where one could be taken for two. */
function inWords(choices: readonly string[]): string {
  const shown = choices.map((choice) =>
    choice.includes(",") || choice.includes(" or ") ? `"${choice}"` : choice
  );
  const last = shown.at(-1) ?? "";
  const others = shown.slice(0, -1);
  return others.length === 0 ? last : `${others.join(", ")} or ${last}`;
}

/**
 * What an option's value has to be, as the end of "it must be …".
 *
 * @param type The option.
 * @returns A phrase with an article.
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
    case "edits":
      return `a list like 3:1.5,5:-2 of directions from 1 to ${type.directions}, each once, with strengths ${
        rangeInWords(type)
      }`;
  }
}

/**
 * What an option's value may be, in the short form of the help's table.
 *
 * @param type The option.
 * @returns For instance `1..4096`; empty if there is nothing to say.
 */
export function allowedValues(type: ValueType): string {
  switch (type.type) {
    case "string":
      return type.patternMeaning ?? "";
    case "integer":
      return `${rangeInSymbols(type)}${multiplesInWords(type)}`;
    case "count":
      return "like 120k";
    case "number":
      return rangeInSymbols(type);
    case "choice":
      return inWords(type.choices);
    case "choices":
      return `none or ${type.choices.join(",")}`;
    case "flag":
      return "";
    case "integers":
      return `like 1,4-6; ${rangeInSymbols(type)}`;
    case "size":
      return `HxW or N, ${rangeInSymbols(type)}${multiplesInWords(type)}`;
    case "edits":
      return `like 3:1.5,5:-2; strengths ${rangeInSymbols(type)}`;
  }
}

/** A count as short as it can be written: `1.5M`, `120k`. */
function formatCount(count: number): string {
  if (count >= 1e6 && count % 1e5 === 0) return `${count / 1e6}M`;
  if (count >= 1e3 && count % 100 === 0) return `${count / 1e3}k`;
  return `${count}`;
}

/**
 * A value as it is written on the command line.
 *
 * @param type The option.
 * @param value A value that it allows.
 */
export function formatValue(type: ValueType, value: unknown): string {
  switch (type.type) {
    case "size": {
      const { height, width } = value as Size;
      return `${height}x${width}`;
    }
    case "count":
      return formatCount(value as number);
    case "flag":
      return value === true ? "on" : "off";
    case "edits":
      return formatEdits(value as readonly Edit[]);
    default:
      return Array.isArray(value) ? value.join(",") || "none" : `${value}`;
  }
}

/**
 * The JSON Schema of a value as it stands in an address.
 *
 * @param type The option.
 */
export function jsonSchema(type: ValueType): Readonly<Record<string, unknown>> {
  const byDefault = type.default === undefined ? {} : { default: type.default };
  switch (type.type) {
    case "integer":
    case "number":
      return {
        type: type.type,
        [type.minExcluded ? "exclusiveMinimum" : "minimum"]: type.min,
        [type.maxExcluded ? "exclusiveMaximum" : "maximum"]: type.max,
        ...byDefault,
      };
    case "choice":
      return { type: "string", enum: type.choices, ...byDefault };
    case "flag":
      return { type: "boolean", ...byDefault };
    case "edits":
      return { type: "string", examples: ["3:1.5,5:-2"] };
    default:
      return { type: "string", ...byDefault };
  }
}
