import { styleText } from "node:util";
import { format } from "./_format.ts";

/** Larger tables than this are not worth the wait for a shortest difference. */
const MAX_CELLS = 4_000_000;

type Colour = "gray" | "green" | "red" | "white";

function paint(colour: Colour, text: string): string {
  if (Deno.noColor) return text;
  return styleText([colour, "bold"], text, { validateStream: false });
}

/** Lines of a string, its line ends and control characters made visible. */
function visibleLines(text: string): string[] {
  const names: Record<string, string> = {
    "\\": "\\\\",
    "\b": "\\b",
    "\f": "\\f",
    "\t": "\\t",
    "\v": "\\v",
    "\r": "\\r",
    "\n": "\\n",
  };
  return text.split(/(?<=\n)/).concat(text.endsWith("\n") ? "" : [])
    .map((line) =>
      line.replaceAll(
        /[\\\b\f\t\v\r\n]/g,
        (character) => names[character] as string,
      )
    );
}

/**
 * For each pair of starting points, the length of the longest common
 * subsequence of the rests: row-major, (a.length + 1) × (b.length + 1).
 */
function commonLengths(a: readonly string[], b: readonly string[]) {
  const width = b.length + 1;
  const table = new Uint32Array((a.length + 1) * width);
  const at = (row: number, column: number) =>
    table[row * width + column] as number;
  for (let row = a.length - 1; row >= 0; row--) {
    for (let column = b.length - 1; column >= 0; column--) {
      table[row * width + column] = a[row] === b[column]
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  return at;
}

/** Marked lines that turn `a` into `b`; their first and last lines differ. */
function changedLines(a: readonly string[], b: readonly string[]): string[] {
  const removed = (line: string) => paint("red", `-   ${line}`);
  const added = (line: string) => paint("green", `+   ${line}`);
  if (a.length * b.length > MAX_CELLS) {
    return [...a.map(removed), ...b.map(added)];
  }
  const common = commonLengths(a, b);
  // The longer side goes first, so that a long addition is not split.
  const addedFirst = b.length > a.length;
  const lines: string[] = [];
  let row = 0;
  let column = 0;
  while (row < a.length || column < b.length) {
    const [left, right] = [a[row], b[column]];
    if (left !== undefined && left === right) {
      lines.push(context(left));
      row++;
      column++;
      continue;
    }
    const down = left === undefined ? -1 : common(row + 1, column);
    const across = right === undefined ? -1 : common(row, column + 1);
    if (across > down || (across === down && addedFirst)) {
      lines.push(added(right as string));
      column++;
    } else {
      lines.push(removed(left as string));
      row++;
    }
  }
  return lines;
}

function context(line: string): string {
  return Deno.noColor
    ? `    ${line}`
    : styleText("white", `    ${line}`, { validateStream: false });
}

/**
 * The lines in which two values differ, below a heading; strings are shown as
 * they are, other values as {@linkcode format} shows them.
 */
export function difference(actual: unknown, expected: unknown): string {
  const [a, b] = typeof actual === "string" && typeof expected === "string"
    ? [visibleLines(actual), visibleLines(expected)]
    : [format(actual).split("\n"), format(expected).split("\n")];
  const shortest = Math.min(a.length, b.length);
  let start = 0;
  while (start < shortest && a[start] === b[start]) start++;
  let end = 0;
  while (end < shortest - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return [
    "",
    "",
    `    ${paint("gray", "[Diff]")} ${paint("red", "Actual")} / ${
      paint("green", "Expected")
    }`,
    "",
    "",
    ...a.slice(0, start).map(context),
    ...changedLines(
      a.slice(start, a.length - end),
      b.slice(start, b.length - end),
    ),
    ...a.slice(a.length - end).map(context),
    "",
  ].join("\n");
}
