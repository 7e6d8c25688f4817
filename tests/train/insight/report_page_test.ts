import { assertEquals } from "@std/assert";
import axe from "axe-core";
import { chromium } from "playwright-core";
import { writeReport } from "../../../train/insight/report/write_report.ts";
import { tinyOptions, trainTiny } from "../run/tiny_run.ts";
import { withFolder } from "../../folder.ts";

Deno.test("the report is accessible and fits phone and desk, in light and dark", () =>
  withFolder(async (folder) => {
    const options = tinyOptions(folder, { epochs: 2, "grid-every": 10 });
    const { folder: run } = await trainTiny(options, { watched: true });
    const score = { step: 6, images: 24, kid: 0.5, kid_sd: 0.1, recall: 0.2 };
    await Deno.writeTextFile(`${run.path}/scores.jsonl`, JSON.stringify(score));
    const { path: report } = await writeReport(run);
    const browser = await chromium.launch({
      executablePath: "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu"],
    });
    try {
      for (const colorScheme of ["light", "dark"] as const) {
        const page = await browser.newPage({ colorScheme, bypassCSP: true });
        const complaints: string[] = [];
        page.on("console", (message) => complaints.push(message.text()));
        await page.goto(`file://${await Deno.realPath(report)}`);
        await page.evaluate(axe.source);
        for (const width of [320, 1280]) {
          await page.setViewportSize({ width, height: 800 });
          const found = await page.evaluate(`axe.run().then((result) => ({
            violations: result.violations.map(({ id, nodes }) =>
              [id, nodes.map(({ html }) => html)]),
            broken: [...document.images].filter((image) =>
              image.naturalWidth === 0).length,
            images: document.images.length,
            tooWide: document.documentElement.scrollWidth - innerWidth,
            dark: getComputedStyle(document.querySelector(".chart .title")).fill,
          }))`);
          assertEquals(found, {
            violations: [],
            broken: 0,
            images: 3,
            tooWide: 0,
            dark: colorScheme === "dark"
              ? "rgb(236, 234, 229)"
              : "rgb(34, 32, 28)",
          });
        }
        assertEquals(complaints, []);
        await page.close();
      }
    } finally {
      await browser.close();
    }
  }));
