/**
 * Options in the query of an address.
 *
 * @module
 */

import { expectation, formatValue } from "../../core/option_description.ts";
import {
  type OptionValue,
  readOptionValue,
  type ValueType,
} from "../../core/option_value.ts";
import { Problem } from "./problem.ts";

/** One option of an address. */
export type QueryOption = ValueType & {
  /** What the option is for, in a sentence. */
  readonly help: string;
};

/** Options by their names. */
export type QueryTable = Readonly<Record<string, QueryOption>>;

/** Values of a table's options; `undefined` where there is no default. */
export type QueryValues<Table> = {
  readonly [Name in keyof Table]: Table[Name] extends { default: unknown }
    ? OptionValue<Table[Name]>
    : OptionValue<Table[Name]> | undefined;
};

function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 39)}…` : text);
}

function refuse(option: string, what: string, allowed: string): never {
  throw new Problem(400, `${option} ${what}: it must be ${allowed}.`, {
    option,
    allowed,
  });
}

/**
 * Reads options from a query.
 *
 * @param table The options there are.
 * @param query The query.
 * @returns The value of each option.
 * @throws {Problem} 400, if an option is unknown, is given twice, or has a value
 *   that is not allowed; it names the option and what is allowed.
 */
export function readQuery<const Table extends QueryTable>(
  table: Table,
  query: URLSearchParams,
): QueryValues<Table> {
  for (const name of query.keys()) {
    if (Object.hasOwn(table, name)) continue;
    const names = Object.keys(table).join(", ");
    throw new Problem(
      400,
      `${quoted(name)} is no option here: there are ${names}.`,
      { option: name, allowed: names },
    );
  }
  const values = Object.entries(table).map(([name, option]) => {
    const texts = query.getAll(name);
    const [text] = texts;
    if (text === undefined) return [name, option.default];
    const allowed = expectation(option);
    if (texts.length > 1) {
      refuse(name, `is given ${texts.length} times`, allowed);
    }
    const value = readOptionValue(option, text);
    if (value === undefined) refuse(name, `is ${quoted(text)}`, allowed);
    return [name, value];
  });
  return Object.fromEntries(values);
}

/** A value as it stands in an address. */
function queryText(option: QueryOption, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return option.type === "edits"
    ? formatValue(option, value)
    : encodeURIComponent(`${value}`);
}

/**
 * Options as the query of an address that names the same file, however the
 * options were written: in the order of the table, without defaults.
 *
 * @param table The options there are.
 * @param values Their values.
 * @returns For instance `?rows=3&gap=0`, or nothing if all are as by default.
 */
export function canonicalQuery<Table extends QueryTable>(
  table: Table,
  values: QueryValues<Table>,
): string {
  const parts = Object.entries(table).flatMap(([name, option]) => {
    const text = queryText(option, values[name]);
    const isDefault = text === queryText(option, option.default);
    return isDefault ? [] : [`${name}=${text}`];
  });
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}
