import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { latents } from "../../core/noise/latent.ts";
import { writeLatentText } from "../../serve/page/shared/latent_text.ts";
import { PageBench } from "./page_bench.ts";
import { allLoaded, overflow, ready, violations } from "./page_reading.ts";

const bench = await PageBench.start();

/** Views of the page, and the images that belong to them. */
const VIEWS: Readonly<Record<string, string>> = {
  "/": ".gallery img",
  "/?from=4000000000&truncation=0.5": ".gallery img",
  "/?seed=Ada": "#picture",
  "/?seed=7&mutate=30-1": "#board img",
  "/?seed=4294967295&to=4000000000": "#walk-end",
  [`/?latent=${writeLatentText(latents([7]))}`]: "#picture",
};

/** Opens a view and waits until all of it is there. */
async function open(page: Page, view: string): Promise<void> {
  await page.goto(view);
  await ready(page);
  await allLoaded(page, VIEWS[view] ?? "");
  if (view === "/") await page.locator("#pick").click();
}

const views = Object.keys(VIEWS);

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [390, 1280]) {
    bench.test(
      `is accessible and not too wide, ${colorScheme}, ${width} pixels`,
      "/",
      async ({ page }) => {
        const background = await page.locator("body").evaluate((body) =>
          body.ownerDocument.defaultView.getComputedStyle(body).backgroundColor
        );
        const [, red = ""] = /rgb\((\d+)/.exec(background) ?? [];
        assertEquals(Number(red) > 128, colorScheme === "light");
        for (const view of views) {
          await open(page, view);
          assertEquals(await overflow(page), 0, view);
          assertEquals(await violations(page), [], view);
        }
      },
      // What is still fading in has no contrast yet.
      {
        colorScheme,
        reducedMotion: "reduce",
        viewport: { width, height: 740 },
      },
    );
  }
}

bench.test("fits a small phone", "/", async ({ page }) => {
  for (const view of views) {
    await open(page, view);
    assertEquals(await overflow(page), 0, view);
  }
}, { viewport: { width: 320, height: 560 } });

bench.test(
  "has a wall of pictures on a large screen",
  "/",
  async ({ page }) => {
    const [first, last] = await Promise.all(
      [0, 11].map((seed) =>
        page.locator(`.gallery [data-seed="${seed}"]`).boundingBox()
      ),
    );
    assert(first?.y !== undefined && first.y === last?.y);
    assertEquals(await overflow(page), 0);
  },
  { viewport: { width: 2560, height: 1440 } },
);
