import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import type { Command } from "../../../core/command_line/command.ts";
import { formatHelp } from "../../../core/command_line/help.ts";

const COMMAND: Command = {
  name: "paint",
  summary: "Paints pictures.",
  usage: ["[options] FILE", "--list"],
  positionals: { placeholder: "FILE", help: "where to paint", min: 0, max: 1 },
  options: {
    batch: {
      type: "integer",
      min: 1,
      max: 4096,
      defaultText: "by preset",
      alias: "b",
      placeholder: "N",
      group: "Work",
      help: "How many at once, and then some more words that need two lines",
    },
    size: {
      type: "size",
      min: 16,
      max: 64,
      default: { height: 16, width: 32 },
      placeholder: "HxW",
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

Deno.test("formatHelp() shows usage and a table by group", () => {
  assertEquals(
    formatHelp(COMMAND, 88),
    `Paints pictures.

Usage: paint [options] FILE
       paint --list

FILE: where to paint

  Option         Allowed           Default    Meaning

  Work
  --batch, -b N  integer 1..4096   by preset  How many at once, and then some more words
                                              that need two lines
  --size HxW     HxW or N, 16..64  16x32      How large
  --[no-]mirror                    on         Flip them

  Other
  --list                                      Show the files`,
  );
});

Deno.test("formatHelp() keeps to the width", () => {
  for (const width of [80, 90, 100]) {
    const lines = formatHelp(COMMAND, width).split("\n");
    for (const line of lines) {
      assertLessOrEqual(line.length, width);
      assert(line === line.trimEnd());
    }
  }
});
