import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { UserError } from "../../../core/user_error.ts";
import { report } from "../../../train/commands/report.ts";
import { writeReport } from "../../../train/insight/report/write_report.ts";
import type { RunFolder } from "../../../train/record/run_folder.ts";
import { captured } from "../captured.ts";
import { tinyOptions, type TinyRun, trainTiny } from "../run/tiny_run.ts";
import { fileNames, withFolder } from "../../folder.ts";

/** Trains a tiny run that has everything to tell of. */
async function trained(folder: string, run: TinyRun = {}): Promise<RunFolder> {
  const options = tinyOptions(folder, { epochs: 2, "grid-every": 10 });
  return (await trainTiny(options, { watched: true, ...run })).folder;
}

/** Writes the report; returns its lines without what indents them. */
async function written(run: RunFolder): Promise<string> {
  const html = await Deno.readTextFile((await writeReport(run)).path);
  return html.replace(/\n\s*/g, "\n");
}

/** Cells of a table, row by row, by the id of its section. */
function table(html: string, id: string): string[][] {
  const section = html.split(`id="${id}"`)[1]?.split("</section>")[0] ?? "";
  return section.split("<tr>").slice(1).map((row) =>
    Array.from(
      row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs),
      ([, cell = ""]) => cell.replace(/<[^>]*>/g, ""),
    )
  );
}

Deno.test("writeReport() puts everything into one page, without scripts", () =>
  withFolder(async (folder) => {
    const run = await trained(folder);
    const html = await written(run);
    assertMatch(html, /^<!DOCTYPE html>\n<html lang="en">/);
    // Nothing is loaded, and nothing runs.
    for (const [, url] of html.matchAll(/(?:src|srcset|href)="([^"]*)"/g)) {
      assertMatch(url ?? "", /^data:image\/(png|gif);base64,[\w+/]+=*$/);
    }
    assert(!/<(script|link|iframe|object)|@import|\bon\w+="/.test(html));
    assertEquals([...html.matchAll(/<h1>/g)].length, 1);
    for (const [image] of html.matchAll(/<img[^>]*>/g)) {
      assertMatch(image, /alt="[^"]{10,}"/);
    }
    // Fakes, for readers who want no motion once more; reals; the animation.
    const pictures = ["fakes-000000024.png", "reals.png", "progress.gif"]
      .map((name) => Deno.readFileSync(`${run.path}/${name}`).toBase64());
    assertEquals(
      pictures.map((picture) => html.split(picture).length - 1),
      [2, 1, 1],
    );
    assertEquals(html.match(/<svg /g)?.length, 5);
    for (
      const text of [
        "ToonHead by Johan Melin",
        "CC BY 4.0",
        "2 of 2",
        "6 of 6",
        "WASM, 1 thread",
        "(prefers-color-scheme: dark)",
      ]
    ) assertStringIncludes(html, text);
    assert(!html.includes("not trained to"));
    const ids = Array.from(html.matchAll(/\sid="([^"]*)"/g), ([, id]) => id);
    assertEquals(new Set(ids).size, ids.length);
  }));

Deno.test("writeReport() lists every option with its value and meaning", () =>
  withFolder(async (folder) => {
    const run = await trained(folder);
    const rows = table(await written(run), "options");
    assertEquals(rows[0], ["Option", "Value", "Meaning"]);
    const options = JSON.parse(await Deno.readTextFile(run.options));
    assertEquals(rows.length - 1, Object.keys(options).length);
    const row = (name: string) => rows.find(([cell]) => cell === name);
    assertEquals(row("grid-every"), [
      "grid-every",
      "10",
      "Images between two sample grids; 0: one at the end",
    ]);
    assertEquals(row("labels")?.[1], "–");
    assertEquals(row("height")?.[1], "32");
  }));

Deno.test("writeReport() shows scores with their deviations and floors", () =>
  withFolder(async (folder) => {
    const run = await trained(folder);
    const scores = Array.from({ length: 40 }, (_, index) => ({
      ...{ step: index + 1, images: 1000 * (index + 1) },
      ...{
        kid: index === 30 ? 0.01 : 1 / (index + 1),
        kid_sd: 0.0125,
        kid_floor: 0.002,
        kid_sd_floor: 0.0005,
        recall: 0.5,
      },
    }));
    const lines = scores.map((score) => `${JSON.stringify(score)}\n`);
    await Deno.writeTextFile(`${run.path}/scores.jsonl`, lines.join(""));
    const html = await written(run);
    const rows = table(html, "scores");
    assertEquals(rows.length, 1 + 13 + 1);
    assertEquals(rows[0], ["Images", "KID", "Recall"]);
    assertEquals(rows[1], ["1,000", "1 ± 0.013", "0.5"]);
    assertEquals(rows[10]?.slice(0, 2), [
      "31,000 (lowest KID)",
      "0.01 ± 0.013",
    ]);
    assertMatch(html, /<dt>Lowest KID<\/dt>\s*<dd>0.01</);
    assertEquals(rows[13], ["40,000", "0.025 ± 0.013", "0.5"]);
    assertEquals(rows[14], ["Floor", "0.002 ± 5e-4", "–"]);
    assertStringIncludes(html, "KID (lower is better)");
  }));

Deno.test("writeReport() escapes what comes from outside", () =>
  withFolder(async (folder) => {
    const run = await trained(folder);
    const evil = `"><script>alert('1')</script>`;
    const dataset = JSON.parse(await Deno.readTextFile(run.dataset));
    for (const key of ["name", "source", "credit", "licence", "fingerprint"]) {
      dataset[key] = evil;
    }
    await Deno.writeTextFile(run.dataset, JSON.stringify(dataset));
    const score = JSON.stringify({ step: 1, images: 4, [evil]: 1 });
    await Deno.writeTextFile(`${run.path}/scores.jsonl`, score);
    const start = { step: 0, time: evil, device: evil, deno: evil };
    await Deno.writeTextFile(`${run.path}/starts.jsonl`, JSON.stringify(start));
    const html = await written(run);
    assert(!html.includes("<script"));
    assert(!html.includes(evil));
    assert(html.split("&lt;script&gt;").length > 8);
  }));

Deno.test("writeReport() says which seeds the grid of fakes shows", () =>
  withFolder(async (folder) => {
    const run = await trained(folder, { stopAfter: 0 });
    assertStringIncludes(await written(run), "<b>Fakes</b>, seeds 0 to 24,");
    const dataset = JSON.parse(await Deno.readTextFile(run.dataset));
    const classes = [
      { name: "cat", pictures: 6 },
      { name: "owl", pictures: 6 },
    ];
    await Deno.writeTextFile(
      run.dataset,
      JSON.stringify({ ...dataset, classes }),
    );
    assertStringIncludes(
      await written(run),
      "<b>Fakes</b>, a row for each class, seeds 0 to 4,",
    );
  }));

Deno.test("writeReport() reports on a run that was interrupted", () =>
  withFolder(async (folder) => {
    const run = await trained(folder, { stopAfter: 4 });
    const html = await written(run);
    assertStringIncludes(html, "not trained to its end");
    assertStringIncludes(html, "1.3 of 2");
    assertStringIncludes(html, "4 of 6");
    const before = await trained(folder, { stopAfter: 0 });
    assertStringIncludes(await written(before), "0 of 2");
  }));

Deno.test("writeReport() tells of pictures that were kept out of training", () =>
  withFolder(async (folder) => {
    const run = await trained(folder);
    const dataset = JSON.parse(await Deno.readTextFile(run.dataset));
    const split = { ...dataset, count: 21, heldOut: 8 };
    await Deno.writeTextFile(run.dataset, JSON.stringify(split));
    const html = await written(run);
    assertStringIncludes(html, "21, 32×32; 8 of them kept out of training");
    assertStringIncludes(html, "6 of 6");
  }));

Deno.test("writeReport() makes do with what an older or watched run has not", () =>
  withFolder(async (folder) => {
    const run = await trained(folder, { watched: false });
    const lines = (await Deno.readTextFile(run.log)).trimEnd().split("\n");
    const old = lines.map((line) => {
      const entry = JSON.parse(line);
      for (const key of ["d_real", "d_fake", "lr_d", "augment"]) {
        delete entry[key];
      }
      return `${JSON.stringify(entry)}\n`;
    });
    await Deno.writeTextFile(run.log, old.join(""));
    const options = JSON.parse(await Deno.readTextFile(run.options));
    delete options.augment;
    delete options.mirror;
    await Deno.writeTextFile(run.options, JSON.stringify(options));
    const html = await written(run);
    assertEquals(html.match(/<svg /g)?.length, 3);
    assertStringIncludes(html, "not known");
    assert(!html.includes("Reals"));
  }));

Deno.test("report() writes the report of a run again and prints where", () =>
  withFolder(async (folder) => {
    const run = await trained(folder);
    await writeReport(run);
    const files = fileNames(run.path);
    const first = await Deno.readFile(`${run.path}/report.html`);
    for (const name of ["curves.png", "progress.gif", "report.html"]) {
      assert(files.includes(name));
      await Deno.remove(`${run.path}/${name}`);
    }
    const { printed } = await captured(() => report([`${run.path}/`]));
    assertEquals(printed, `${run.path}/report.html\n`);
    assertEquals(fileNames(run.path), files);
    assertEquals(await Deno.readFile(`${run.path}/report.html`), first);
  }));

Deno.test("report() reads options and pictures' card behind byte-order marks", () =>
  withFolder(async (folder) => {
    const run = await trained(folder);
    const before = await written(run);
    for (const path of [run.options, run.dataset]) {
      const text = await Deno.readTextFile(path);
      await Deno.writeTextFile(path, `\ufeff${text}`);
    }
    assertEquals(await written(run), before);
  }));

Deno.test("report() says what is wrong in one line", () =>
  withFolder(async (folder) => {
    const refusal = async (...args: string[]) => {
      const { result } = await captured(() =>
        assertRejects(() => report(args), UserError)
      );
      assert(!result.message.includes("\n"));
      return [result.message.replaceAll(folder, "…"), result.exitCode];
    };
    assertEquals((await refusal())[1], 2);
    assertEquals((await refusal(`${folder}/none`))[1], 1);
    assertEquals(await refusal(folder), [
      "…/options.json does not exist: that is no folder of a run",
      1,
    ]);
    const run = await trained(folder, { stopAfter: 1 });
    await Deno.mkdir(`${run.path}/report.html.tmp`);
    const [message] = await refusal(run.path);
    assertMatch(`${message}`, /^cannot write \S+\/report\.html: /);
    await Deno.writeTextFile(run.dataset, '{"name":3}');
    assertEquals(await refusal(run.path), [
      `${run.dataset.replace(folder, "…")} is damaged: its name is 3`,
      1,
    ]);
  }));
