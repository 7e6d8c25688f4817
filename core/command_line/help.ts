/**
 * The text of `--help`.
 *
 * @module
 */

import type { Command, Option } from "./command.ts";
import { allowedValues } from "../option_value.ts";

const GAP = "  ";
/** The column of allowed values is wrapped at this many characters. */
const ALLOWED_WIDTH = 20;
/** The column of meanings is at least this wide. */
const MEANING_WIDTH = 24;

/** Option, allowed values, default, meaning. */
type Row = readonly [string, string, string, string];

const HEADER: Row = ["Option", "Allowed", "Default", "Meaning"];

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

function optionCell(name: string, option: Option): string {
  const isNegatable = option.type === "flag" && option.negatable;
  const long = isNegatable ? `--[no-]${name}` : `--${name}`;
  const short = option.alias === undefined ? "" : `, -${option.alias}`;
  const { placeholder } = option;
  return `${long}${short}${placeholder === undefined ? "" : ` ${placeholder}`}`;
}

function defaultCell(option: Option): string {
  if (option.defaultText !== undefined) return option.defaultText;
  if (option.type === "flag") return option.default ? "on" : "";
  if (option.type === "size" && option.default !== undefined) {
    return `${option.default.height}x${option.default.width}`;
  }
  return `${option.default ?? ""}`;
}

/** Pads the columns of rows and wraps them, the last one at `width`. */
function layOut(rows: readonly Row[], width: number): string[] {
  const longest = (cells: string[]) =>
    Math.max(...cells.map((cell) => cell.length));
  const options = longest(rows.map(([option]) => option));
  const allowed = longest(
    rows.flatMap((row) => wrap(row[1], ALLOWED_WIDTH)),
  );
  const defaults = longest(rows.map((row) => row[2]));
  const used = options + allowed + defaults + 4 * GAP.length;
  return rows.flatMap(([option, range, byDefault, help]) => {
    const ranges = wrap(range, ALLOWED_WIDTH);
    const meaning = wrap(help, Math.max(MEANING_WIDTH, width - used));
    const height = Math.max(ranges.length, meaning.length);
    return Array.from({ length: height }, (_, line) =>
      [
        "",
        (line === 0 ? option : "").padEnd(options),
        (ranges[line] ?? "").padEnd(allowed),
        (line === 0 ? byDefault : "").padEnd(defaults),
        meaning[line] ?? "",
      ].join(GAP).trimEnd());
  });
}

/**
 * The help of a command: what it does, how to call it, and its options as a
 * table with allowed values, default and meaning, by group.
 *
 * @param command The command, with all of its options.
 * @param width Columns of the terminal.
 * @returns Lines of at most `width` characters, as far as words allow.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { formatHelp } from "edge-dcgan/core/command_line/help.ts";
 *
 * const help = formatHelp({
 *   name: "shuffle",
 *   summary: "Shuffles numbers.",
 *   usage: ["[options]"],
 *   options: {
 *     seed: {
 *       type: "integer",
 *       min: 0,
 *       max: 9,
 *       default: 0,
 *       group: "Chance",
 *       placeholder: "N",
 *       help: "Where it starts",
 *     },
 *   },
 * }, 80);
 * assertStringIncludes(
 *   help,
 *   "  --seed N  integer 0..9  0        Where it starts",
 * );
 * ```
 */
export function formatHelp(command: Command, width: number): string {
  const { name, summary, usage, positionals } = command;
  const options = Object.entries(command.options);
  const groups = [...new Set(options.map(([, option]) => option.group))];
  // Headings are rows without cells, so that all groups share their columns.
  const rows = groups.flatMap((group): Row[] => [
    ["", "", "", ""],
    [group, "", "", ""],
    ...options.filter(([, option]) => option.group === group).map((
      [name, option],
    ): Row => [
      optionCell(name, option),
      allowedValues(option),
      defaultCell(option),
      option.help,
    ]),
  ]);
  return [
    ...wrap(summary, width),
    "",
    ...usage.map((line, index) =>
      `${index === 0 ? "Usage: " : "       "}${name} ${line}`
    ),
    ...positionals === undefined
      ? []
      : ["", ...wrap(`${positionals.placeholder}: ${positionals.help}`, width)],
    "",
    ...layOut([HEADER, ...rows], width),
  ].join("\n");
}
