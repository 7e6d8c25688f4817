import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import type { Command } from "../../../core/command_line/command.ts";
import { formatHelp } from "../../../core/command_line/help.ts";

const COMMAND: Command = {
  name: "paint",
  summary: "Paints pictures.",
  usage: ["[options] FILE", "--list"],
  positionals: { placeholder: "FILE", help: "where to paint", min: 0, max: 1 },
  examples: [["--size 16x32 a.png", "16 rows of 32 pixels"]],
  notes: ["Files that exist are replaced."],
  options: {
    batch: {
      type: "integer",
      min: 1,
      max: 4096,
      defaultText: "by preset",
      alias: "b",
      placeholder: "N",
      usual: true,
      group: "Work",
      help: "How many at once, and then some more words",
    },
    size: {
      type: "size",
      min: 16,
      max: 64,
      default: { height: 16, width: 32 },
      placeholder: "HxW",
      usual: true,
      group: "Work",
      help: "How large",
    },
    list: { type: "flag", group: "Other", help: "Show the files" },
    mirror: {
      type: "flag",
      negatable: true,
      default: true,
      group: "Work",
      help: "Flip them",
    },
  },
};

Deno.test("formatHelp() shows usage, all options by group, examples and notes", () => {
  assertEquals(
    formatHelp(COMMAND, { width: 60, all: true }),
    `Paints pictures.

Usage: paint [options] FILE
       paint --list

FILE: where to paint

Work
  --batch, -b N  How many at once, and then some more words
                 [1..4096; default by preset]
  --size HxW     How large [HxW or N, 16..64; default 16x32]
  --[no-]mirror  Flip them [default on]

Other
  --list         Show the files

Examples
  paint --size 16x32 a.png
      16 rows of 32 pixels

Files that exist are replaced.`,
  );
});

Deno.test("formatHelp() leaves out what is not usual where it is asked to", () => {
  const shown = (command: Command) => {
    const help = formatHelp(command, { width: 80, all: false });
    return Object.keys(COMMAND.options).filter((name) =>
      new RegExp(`^ {2}--(\\[no-\\])?${name}`, "m").test(help)
    );
  };
  assertEquals(shown({ ...COMMAND, onlyUsual: true }), ["batch", "size"]);
  assertEquals(shown(COMMAND), Object.keys(COMMAND.options));
});

Deno.test("formatHelp() keeps to the width", () => {
  for (const width of [40, 80, 120]) {
    const lines = formatHelp(COMMAND, { width, all: true }).split("\n");
    for (const line of lines) {
      assertLessOrEqual(line.length, width);
      assert(line === line.trimEnd());
    }
  }
});
