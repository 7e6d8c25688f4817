/**
 * The text of `--help`.
 *
 * @module
 */

import { allowedValues, formatValue } from "../option_description.ts";
import type { Command, Option } from "./command.ts";

/** Columns in front of the meanings, at most. */
const MOST_INDENT = 24;

/** Breaks a text at spaces into lines of at most `width` characters. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > width) {
      lines.push(word);
    } else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}

function label(name: string, option: Option): string {
  const isNegatable = option.type === "flag" && option.negatable;
  const long = isNegatable ? `--[no-]${name}` : `--${name}`;
  const short = option.alias === undefined ? "" : `, -${option.alias}`;
  const { placeholder } = option;
  return `${long}${short}${placeholder === undefined ? "" : ` ${placeholder}`}`;
}

function byDefault(option: Option): string {
  if (option.defaultText !== undefined) return option.defaultText;
  if (option.default === undefined || option.default === false) return "";
  return formatValue(option, option.default);
}

/** What the option is for, what it may be and what it is by default. */
function meaning(option: Option, width: number): string[] {
  const { help } = option;
  const value = byDefault(option);
  const details = [
    allowedValues(option),
    value === "" || value === "none" ? "" : `default ${value}`,
  ].filter((text) => text !== "").join("; ");
  if (details === "") return wrap(help, width);
  const inOne = wrap(`${help} [${details}]`, width);
  const apart = [...wrap(help, width), ...wrap(`[${details}]`, width)];
  return apart.length > inOne.length ? inOne : apart;
}

/** Lines of a label with others beside it. */
function beside(
  label: string,
  lines: readonly string[],
  indent: number,
): string[] {
  const head = `  ${label}`;
  // A label that is too long has a line of its own.
  const first = head.length + 2 > indent ? [head] : [];
  return [
    ...first,
    ...lines.map((line, index) =>
      `${(index === 0 && first.length === 0 ? head : "").padEnd(indent)}${line}`
    ),
  ];
}

/** Columns that the longest label needs. */
function indentOf(labels: readonly string[]): number {
  const longest = Math.max(...labels.map((text) => text.length));
  return Math.min(longest + 4, MOST_INDENT);
}

/** How the options are shown. */
export interface HelpLayout {
  /** Columns of the terminal. */
  readonly width: number;
  /** Whether options are shown, too, that are not usual. */
  readonly all: boolean;
}

/**
 * The help of a command: what it does, how to call it, and its options by group,
 * each with its meaning and, in brackets, what it may be and is by default.
 *
 * @param command The command, with all of its options.
 * @param layout How to show them.
 * @returns Lines of at most `width` characters, as far as words allow.
 */
export function formatHelp(
  command: Command,
  { width, all }: HelpLayout,
): string {
  const { name, summary, usage, positionals, examples = [], notes = [] } =
    command;
  const options = Object.entries(command.options);
  const shown = options.filter(([, { usual }]) =>
    all || !command.onlyUsual || usual
  );
  const indent = indentOf(shown.map(([name, option]) => label(name, option)));
  const groups = [...new Set(shown.map(([, { group }]) => group))];
  return [
    ...wrap(summary, width),
    "",
    ...usage.map((line, index) =>
      `${index === 0 ? "Usage: " : "       "}${name} ${line}`
    ),
    ...positionals === undefined
      ? []
      : ["", ...wrap(`${positionals.placeholder}: ${positionals.help}`, width)],
    ...groups.flatMap((group) => [
      "",
      group,
      ...shown.filter(([, option]) => option.group === group).flatMap((
        [name, option],
      ) =>
        beside(label(name, option), meaning(option, width - indent), indent)
      ),
    ]),
    ...examples.length === 0 ? [] : [
      "",
      "Examples",
      ...examples.flatMap(([args, meaning]) => [
        `  ${name} ${args}`,
        ...wrap(meaning, width - 6).map((line) => `      ${line}`),
      ]),
    ],
    ...notes.flatMap((note) => ["", ...wrap(note, width)]),
  ].join("\n");
}
