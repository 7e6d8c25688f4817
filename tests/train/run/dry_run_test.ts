import { assertEquals, assertMatch } from "@std/assert";
import { dryRun } from "../../../train/run/dry_run.ts";
import { withFolder } from "../data/pictures.ts";
import { fileNames, tinyOptions } from "./tiny_run.ts";

Deno.test("dryRun() takes two steps and writes nothing", () =>
  withFolder(async (folder) => {
    const changes = { data: `${folder}/no-such-folder`, size: "32x48" };
    const options = tinyOptions(folder, changes);
    const lines: string[] = [];
    await dryRun(options, "wasm", (line) => lines.push(line));
    assertEquals(lines.length, 2);
    for (const [index, line] of lines.entries()) {
      assertMatch(
        line,
        /^step \d: D real \d\.\d{4}, D fake \d\.\d{4}, G \d\.\d{4}$/,
      );
      assertEquals(line.startsWith(`step ${index + 1}:`), true);
    }
    assertEquals(fileNames(folder), []);
  }));
