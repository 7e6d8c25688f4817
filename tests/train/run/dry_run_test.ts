import {
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { UserError } from "../../../core/user_error.ts";
import { dryRun } from "../../../train/run/dry_run.ts";
import { tinyOptions } from "./tiny_run.ts";
import { fileNames, withFolder } from "../../folder.ts";

Deno.test("dryRun() takes two steps and writes nothing", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { size: "32x48" });
    const lines: string[] = [];
    await dryRun(options, "wasm", (line) => lines.push(line));
    const [data, ...steps] = lines;
    assertEquals(data, "data: toon-head, which can be read");
    assertEquals(steps.length, 2);
    for (const [index, line] of steps.entries()) {
      assertMatch(
        line,
        /^step \d: D real \d\.\d{4}, D fake \d\.\d{4}, G \d\.\d{4}$/,
      );
      assertEquals(line.startsWith(`step ${index + 1}:`), true);
    }
    assertEquals(fileNames(folder), []);
  }));

Deno.test("dryRun() throws when the pictures are fewer than a batch", () =>
  withFolder(async (folder) => {
    const options = { ...tinyOptions(folder), demoSize: 12, batch: 13 };
    const { message } = await assertRejects(
      () => dryRun(options, "wasm", () => {}),
      UserError,
    );
    assertStringIncludes(
      message,
      "found 12 usable pictures, but --batch is 13",
    );
  }));
