import { assertEquals } from "@std/assert";
import { jsonLines } from "../../../train/record/json_lines.ts";
import { readHistory } from "../../../train/record/read_history.ts";
import { readScores } from "../../../train/record/scores.ts";
import { withFolder } from "../../folder.ts";

const line = (step: number, more = {}) =>
  `${JSON.stringify({ step, images: 4 * step, seconds: 0.5, ...more })}\n`;

Deno.test("jsonLines() reads files larger than its pieces, in any alphabet", () =>
  withFolder(async (folder) => {
    const path = `${folder}/log.jsonl`;
    const objects = Array.from({ length: 5000 }, (_, index) => ({
      index,
      text: "äß😀".repeat(index % 17),
    }));
    const text = objects.map((value) => JSON.stringify(value)).join("\n");
    await Deno.writeTextFile(path, text);
    assertEquals(await Array.fromAsync(jsonLines(path)), objects);
  }));

Deno.test("jsonLines() passes over what is no whole object", () =>
  withFolder(async (folder) => {
    const path = `${folder}/log.jsonl`;
    await Deno.writeTextFile(
      path,
      '{"a":1}\n\n{"a":\n7\n[1]\nnull\n{"a":2}\n{',
    );
    assertEquals(await Array.fromAsync(jsonLines(path)), [{ a: 1 }, { a: 2 }]);
    assertEquals(await Array.fromAsync(jsonLines(`${folder}/none`)), []);
  }));

Deno.test("readHistory() reads logs with and without D(x), up to a step", () =>
  withFolder(async (folder) => {
    const path = `${folder}/log.jsonl`;
    const old = line(1, { loss_g: 0.5 }) + line(2, { loss_g: null });
    const today = line(3, { loss_g: 0.25, d_real: 0.75, epoch: 2 });
    await Deno.writeTextFile(path, `${old}${today}${line(4)}{"step":5`);
    const { step, images, seconds, curves } = await readHistory(path, 3);
    assertEquals([step, images, seconds], [3, 12, 1.5]);
    assertEquals(curves.loss_g.buckets.map(({ mean }) => mean), [0.5, 0.25]);
    assertEquals(curves.d_real.buckets.map(({ x }) => x), [12]);
    assertEquals(curves.d_fake.buckets, []);
    assertEquals((await readHistory(path)).step, 4);
    assertEquals((await readHistory(`${folder}/none`)).step, 0);
  }));

Deno.test("readScores() takes every number and leaves out what is no score", () =>
  withFolder(async (folder) => {
    const path = `${folder}/scores.jsonl`;
    const scores = { kid: 0.5, kid_sd: 0.125, note: "first" };
    await Deno.writeTextFile(path, `${line(1, scores)}{"kid":1}\n`);
    assertEquals(await readScores(path), [
      { step: 1, images: 4, scores: { seconds: 0.5, kid: 0.5, kid_sd: 0.125 } },
    ]);
  }));
