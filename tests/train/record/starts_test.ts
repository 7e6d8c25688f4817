import { assertEquals } from "@std/assert";
import { addStart, readStarts } from "../../../train/record/starts.ts";
import { withFolder } from "../../folder.ts";

Deno.test("readStarts() gives the starts in the order of addStart()", () =>
  withFolder(async (folder) => {
    const path = `${folder}/starts.jsonl`;
    assertEquals(await readStarts(path), []);
    const starts = [0, 12].map((step) => ({
      step,
      time: "2026-01-01T00:00:00.000Z",
      device: "WASM, 2 threads",
      deno: "2.9.6",
    }));
    for (const start of starts) await addStart(path, start);
    assertEquals(await readStarts(path), starts);
  }));
