/// <reference lib="dom" />
import {
  assert,
  assertEquals,
  assertLess,
  assertMatch,
  assertNotEquals,
  assertStringIncludes,
} from "@std/assert";
import axe from "axe-core";
import type { Locator, Page } from "playwright-core";
import { encodePng } from "../../core/png.ts";
import { paintSeed } from "../../serve/paint_seed.ts";
import { mutatedLatent } from "../../serve/page/shared/mutation.ts";
import { readPageState } from "../../serve/page/shared/page_state.ts";
import { PageBench, type Visit } from "./page_bench.ts";

const bench = await PageBench.start();

function pageTest(
  name: string,
  path: string,
  test: (visit: Visit) => Promise<void>,
  options: Parameters<PageBench["visit"]>[1] = {},
): void {
  Deno.test({
    name: `the page ${name}`,
    sanitizeOps: false,
    sanitizeResources: false,
    fn: async () => {
      await using visit = await bench.visit(path, options);
      await test(visit);
      assertEquals(visit.complaints, []);
    },
  });
}

Deno.test.afterAll(() => bench[Symbol.asyncDispose]());

/** The part of the page's address that says what it shows. */
function query(page: Page): string {
  return new URL(page.url()).search;
}

/** Waits until an address has a query like this. */
async function reach(page: Page, pattern: RegExp): Promise<void> {
  await page.waitForURL((url) => pattern.test(url.search));
}

/** Sources of images that have come, on the screen or near it. */
function loaded(images: Locator): Promise<string[]> {
  return images.evaluateAll((elements) =>
    elements.filter((element): element is HTMLImageElement =>
      element instanceof HTMLImageElement && element.complete &&
      element.naturalWidth > 0
    ).map((image) => image.src)
  );
}

/** Waits until as many different pictures as there are images have come. */
async function allLoaded(images: Locator): Promise<string[]> {
  for (;;) {
    const sources = await loaded(images);
    if (sources.length === await images.count()) return sources;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** What a canvas shows. */
function drawing(page: Page): Promise<string> {
  return page.locator("#frame").evaluate((canvas) =>
    (canvas as HTMLCanvasElement).toDataURL()
  );
}

/** Pixels by which the page is wider than the screen. */
function overflow(page: Page): Promise<number> {
  return page.locator("html").evaluate((html) =>
    html.scrollWidth - html.clientWidth
  );
}

pageTest("is a plain gallery without JavaScript", "/", async ({ page }) => {
  const images = page.locator(".gallery img");
  assertEquals(await images.count(), 60);
  assertEquals(await page.getByText("Walk between two").isVisible(), false);
  await page.getByRole("link", { name: "More pictures" }).click();
  await reach(page, /^\?from=60$/);
  await page.getByRole("link", { name: "Earlier pictures" }).click();
  await reach(page, /^$/);

  await page.getByPlaceholder("A number or any text").fill("Ada");
  await page.getByRole("button", { name: "Show" }).click();
  await reach(page, /seed=Ada/);
  assertEquals(
    await page.getByRole("heading", { name: "“Ada”" }).isVisible(),
    true,
  );
  assertEquals(await page.locator("#picture").isVisible(), true);
  assertEquals(await overflow(page), 0);
  await page.getByRole("link", { name: "Close" }).click();
  await reach(page, /^$/);
  assertEquals(await page.locator("#picture").isVisible(), false);
}, { javaScriptEnabled: false, viewport: { width: 360, height: 740 } });

pageTest(
  "names the generator and credits its pictures",
  "/",
  async ({ page }) => {
    const { trainingData, name } = bench.generator.card;
    assertEquals(await page.title(), name);
    const credit = page.getByText(trainingData.credit ?? "?");
    assertEquals(await credit.isVisible(), true);
    await page.getByText("About this generator").click();
    assertEquals(await page.getByText("64 × 64 pixels").isVisible(), true);
  },
);

pageTest("scrolls without end on a bounded page", "/", async (visit) => {
  const { page } = visit;
  const images = page.locator(".gallery img");
  await page.mouse.move(600, 500);
  for (let turn = 0; turn < 12; turn++) {
    await page.mouse.wheel(0, 1500);
    await page.waitForTimeout(60);
    assertLess(await images.count(), 400);
  }
  await reach(page, /from=\d+/);
  const from = Number(new URLSearchParams(query(page)).get("from"));
  assertLess(500, from);
  await page.locator(`[data-seed="${from}"] img`).waitFor();
  const sources = await allLoaded(images);
  assertEquals(new Set(sources).size, sources.length);

  // What is first in sight is what the address says, also after a reload.
  await page.reload({ waitUntil: "networkidle" });
  const first = page.locator(".gallery a").first();
  assertEquals(await first.getAttribute("data-seed"), `${from}`);
  await page.getByRole("link", { name: "Earlier pictures" }).click();
  await reach(page, /from=\d+/);
  assertLess(Number(await first.getAttribute("data-seed")), from);
});

pageTest("opens a picture and closes it again", "/", async ({ page }) => {
  await page.getByRole("link", { name: "Picture of seed 7" }).click();
  await reach(page, /^\?seed=7$/);
  const dialog = page.getByRole("dialog", { name: "Seed 7" });
  await dialog.waitFor();
  assertEquals(await page.title(), "Seed 7 · vivid");
  assertMatch(
    await page.locator("#picture").getAttribute("src") ?? "",
    /7\.png/,
  );

  await page.keyboard.press("ArrowRight");
  await reach(page, /^\?seed=8$/);
  await page.keyboard.press("Escape");
  await reach(page, /^$/);
  assertEquals(await dialog.isVisible(), false);
  assertEquals(
    await page.evaluate(() =>
      document.activeElement?.getAttribute("data-seed")
    ),
    "8",
  );

  await page.keyboard.press("Enter");
  await reach(page, /^\?seed=8$/);
  await page.goBack();
  await reach(page, /^$/);
  assertEquals(await page.getByRole("dialog").isVisible(), false);
  await page.goForward();
  await page.getByRole("dialog", { name: "Seed 8" }).waitFor();
  await page.getByRole("link", { name: "Close" }).click();
  await reach(page, /^$/);
});

pageTest("can be used by keyboard alone", "/", async ({ page }) => {
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute("data-seed"));
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter"); // Skip to the pictures.
  await page.keyboard.press("Tab");
  assertEquals(await focused(), "0");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  assertEquals(await focused(), "11");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  assertEquals(await focused(), "0");
  for (let row = 1; row <= 30; row++) {
    await page.keyboard.press("ArrowDown");
    assertEquals(await focused(), `${row * 10}`);
  }
  const box = await page.locator('[data-seed="300"]').boundingBox();
  assert(box !== null && box.y > 0 && box.y + box.height <= 800);
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Seed 300" }).waitFor();
});

pageTest("takes any text for a seed", "/", async ({ page }) => {
  await page.getByPlaceholder("A number or any text").fill(" Ada Lovelace ");
  await page.keyboard.press("Enter");
  await reach(page, /^\?seed=Ada\+Lovelace$/);
  await page.getByRole("dialog", { name: "“Ada Lovelace”" }).waitFor();
  assertMatch(await page.locator("#viewer-note").innerText(), /^Seed \d+$/);
});

pageTest("shuffles", "/", async ({ page }) => {
  await page.getByRole("link", { name: "Shuffle" }).click();
  await reach(page, /^\?from=\d+$/);
  const from = new URLSearchParams(query(page)).get("from");
  const first = page.locator(".gallery a").first();
  assertEquals(await first.getAttribute("data-seed"), from);
  await page.getByRole("heading", { name: `Pictures from seed ${from}` })
    .waitFor();
});

pageTest(
  "shows what its address says",
  "/?seed=7&truncation=0.5",
  async ({ page }) => {
    await page.getByRole("dialog", { name: "Seed 7" }).waitFor();
    const source = await page.locator("#picture").getAttribute("src");
    assertMatch(source ?? "", /\/image\/7\.png\?truncation=0\.5$/);
    await page.keyboard.press("Escape");
    await reach(page, /^\?truncation=0\.5$/);
    const slider = page.getByRole("slider", { name: "Truncation" });
    assertEquals(await slider.inputValue(), "0.5");
  },
);

pageTest("downloads a picture", "/?seed=7", async ({ page }) => {
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "PNG 64 × 64" }).click();
  const file = await download;
  assertEquals(file.suggestedFilename(), "vivid-7.png");
  assertEquals(
    await Deno.readFile(await file.path()),
    encodePng(await paintSeed(bench.generator, 7)),
  );
});

pageTest(
  "copies the address of a picture",
  "/?seed=7",
  async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Copy" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assertMatch(
      copied,
      /^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]+\/image\/7\.png$/,
    );
    assertEquals(
      await page.getByRole("status").first().innerText(),
      "The address is copied.",
    );
  },
);

pageTest("truncates all pictures", "/", async ({ page }) => {
  const slider = page.getByRole("slider", { name: "Truncation" });
  await slider.focus();
  await page.keyboard.press("Home");
  await reach(page, /^\?truncation=0\.1$/);
  const sources = await allLoaded(page.locator(".gallery img"));
  for (const source of sources) {
    assertStringIncludes(source, "?truncation=0.1");
  }
  assertEquals(await page.locator("output").first().innerText(), "0.10");
  const link = page.getByRole("link", { name: "Picture of seed 3" });
  assertEquals(await link.getAttribute("href"), "/?truncation=0.1&seed=3");
});

pageTest("breeds neighbours of a picture", "/?seed=7", async ({ page }) => {
  bench.posted.length = 0;
  const cells = page.locator("#board img");
  await page.getByRole("button", { name: "Mutate" }).click();
  await reach(page, /^\?seed=7&mutate=$/);
  const first = await allLoaded(cells);
  assertEquals(new Set(first).size, 9);
  assertEquals(bench.posted.length, 8);

  await page.getByRole("button", { name: "More neighbours" }).click();
  await page.waitForFunction(
    (before) =>
      document.querySelector<HTMLImageElement>("#board img")?.src !== before,
    first[0],
  );
  const second = await allLoaded(cells);
  assertEquals(second.filter((source) => first.includes(source)).length, 1);

  const chosen = page.getByRole("button", { name: "A neighbour" }).first();
  const picture = await chosen.locator("img").getAttribute("src");
  await chosen.click();
  await reach(page, /^\?seed=7&mutate=30-\d+$/);
  const centre = cells.nth(4);
  await page.waitForFunction(
    (src) =>
      document.querySelectorAll<HTMLImageElement>("#board img")[4]?.src === src,
    picture,
  );
  // The service painted the latent that the address stands for.
  const { mutations = [] } = readPageState(new URLSearchParams(query(page)));
  const latent = JSON.stringify([...mutatedLatent(7, mutations)]);
  assert(bench.posted.includes(latent));

  await page.reload({ waitUntil: "networkidle" });
  await allLoaded(cells);
  assertEquals(bench.posted.filter((body) => body === latent).length, 2);
  const save = page.getByRole("link", { name: "Download PNG" });
  const download = page.waitForEvent("download");
  await save.click();
  assertEquals((await download).suggestedFilename(), "vivid-7-1.png");
  assertNotEquals(await centre.getAttribute("src"), picture);

  await page.getByRole("button", { name: "Step back" }).click();
  await reach(page, /^\?seed=7&mutate=$/);
  await page.getByRole("button", { name: "Back to the seed" }).click();
  await reach(page, /^\?seed=7$/);
  assertEquals(await page.locator("#picture").isVisible(), true);
});

pageTest(
  "moves on the board of neighbours by arrow keys",
  "/?seed=7&mutate=",
  async ({ page }) => {
    await allLoaded(page.locator("#board img"));
    const cells = page.locator("#board button");
    await cells.first().focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowDown"); // Over the middle.
    assertEquals(
      await cells.nth(7).evaluate((cell) => cell === document.activeElement),
      true,
    );
    await page.keyboard.press("Enter");
    await reach(page, /mutate=30-\d+$/);
  },
);

pageTest(
  "walks between two pictures without the service",
  "/",
  async ({ page, requests }) => {
    await page.getByRole("button", { name: "Walk between two" }).click();
    await page.getByRole("link", { name: "Picture of seed 3" }).click();
    await page.getByText("Now choose where it ends.").first().waitFor();
    await page.getByRole("link", { name: "Picture of seed 12" }).click();
    await reach(page, /^\?seed=3&to=12$/);
    await page.getByRole("dialog", { name: "A walk" }).waitFor();
    const slider = page.getByRole("slider", { name: "Place on the way" });
    await page.waitForFunction(() =>
      !document.querySelector<HTMLInputElement>("#way")?.disabled
    );
    await slider.focus();
    await page.waitForLoadState("networkidle");
    const strips = requests.filter((path) => path.includes("/walk/"));
    assertEquals(strips.length, 1);
    assertMatch(strips[0] ?? "", /\/walk\/3-12\.png\?frames=32$/);

    const asked = requests.length;
    await page.keyboard.press("Home");
    const start = await drawing(page);
    await page.keyboard.press("End");
    const end = await drawing(page);
    const box = await slider.boundingBox();
    assert(box !== null);
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    const middle = await drawing(page);
    assertEquals(new Set([start, middle, end]).size, 3);
    assertMatch(
      await slider.getAttribute("aria-valuetext") ?? "",
      /^(49|50|51) % of the way$/,
    );

    await page.getByRole("button", { name: "Play" }).click();
    await page.waitForTimeout(400);
    await page.getByRole("button", { name: "Pause" }).click();
    assertNotEquals(await drawing(page), middle);
    assertEquals(requests.length, asked);

    const gif = page.getByRole("link", { name: "GIF 32 frames" });
    assertMatch(
      await gif.getAttribute("href") ?? "",
      /\/walk\/3-12\.gif\?frames=32&scale=4$/,
    );
    assertEquals(await gif.getAttribute("download"), "vivid-3-12.gif");
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "This frame" }).click();
    assertMatch((await download).suggestedFilename(), /^vivid-walk-\d+\.png$/);

    await page.getByRole("button", { name: "Another end" }).click();
    await reach(page, /^\?seed=3&to=(?!12$)\d+$/);
  },
);

pageTest(
  "shows the frames of a walk as they are",
  "/?seed=3&to=12",
  async ({ page }) => {
    await page.waitForFunction(() =>
      !document.querySelector<HTMLInputElement>("#way")?.disabled
    );
    await page.getByRole("slider", { name: "Place on the way" }).focus();
    for (const [key, image] of [["End", "end"], ["Home", "start"]] as const) {
      await page.keyboard.press(key);
      // Both ends of the strip are the pictures of the seeds.
      assertEquals(
        await page.evaluate((id) => {
          const pixels = (source: CanvasImageSource) => {
            const canvas = document.createElement("canvas");
            const context = canvas.getContext("2d") as CanvasRenderingContext2D;
            context.drawImage(source, 0, 0, 64, 64);
            return [...context.getImageData(0, 0, 64, 64).data];
          };
          const canvas = document.getElementById("frame") as HTMLCanvasElement;
          const image = document.getElementById(id) as HTMLImageElement;
          const [a, b] = [pixels(canvas), pixels(image)];
          return Math.max(
            ...a.map((value, at) => Math.abs(value - (b[at] ?? 0))),
          );
        }, `walk-${image}`),
        0,
        key,
      );
    }
  },
);

pageTest(
  "does not move by itself where that is not wanted",
  "/?seed=3&to=12",
  async ({ page }) => {
    await page.waitForFunction(() =>
      !document.querySelector<HTMLInputElement>("#way")?.disabled
    );
    const before = await drawing(page);
    await page.waitForTimeout(500);
    assertEquals(await drawing(page), before);
    assertEquals(
      await page.getByRole("slider", { name: "Place on the way" }).inputValue(),
      "0",
    );
  },
  { reducedMotion: "reduce" },
);

pageTest("starts a walk from an open picture", "/", async ({ page }) => {
  await page.getByRole("link", { name: "Picture of seed 7" }).click();
  await page.getByRole("button", { name: "Walk from here" }).click();
  await reach(page, /^$/);
  assertEquals(
    await page.locator("[data-picked]").getAttribute("data-picked"),
    "Start",
  );
  await page.keyboard.press("Escape");
  assertEquals(await page.locator("#tray").isVisible(), false);
  await page.getByRole("button", { name: "Walk between two" }).click();
  await page.getByRole("button", { name: "Surprise me" }).click();
  await page.getByRole("button", { name: "Surprise me" }).click();
  await reach(page, /^\?seed=\d+&to=\d+$/);
});

Deno.test({
  name: "the page asks again when the service is busy",
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    const refused = new Set<string>();
    bench.intercept = ({ method, url }) => {
      const key = `${method} ${url}`;
      if (!url.includes("/image") || refused.has(key)) return undefined;
      refused.add(key);
      return new Response("busy", { status: 429 });
    };
    try {
      await using visit = await bench.visit("/?seed=7");
      await allLoaded(visit.page.locator("#picture"));
      await allLoaded(visit.page.locator(".gallery img"));
      await visit.page.getByRole("button", { name: "Mutate" }).click();
      const cells = await allLoaded(visit.page.locator("#board img"));
      assertEquals(new Set(cells).size, 9);
      assert(refused.size > 60);
    } finally {
      bench.intercept = () => undefined;
    }
  },
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [320, 390, 1280]) {
    pageTest(
      `is accessible and not too wide, ${colorScheme}, ${width} pixels`,
      "/",
      async ({ page }) => {
        const background = await page.evaluate(() =>
          getComputedStyle(document.body).backgroundColor
        );
        const [red = 0] = background.match(/\d+/g)?.map(Number) ?? [];
        assertEquals(red > 128, colorScheme === "light");
        const views = {
          "/": ".gallery img",
          "/?from=4000000000&truncation=0.5": ".gallery img",
          "/?seed=Ada": "#picture",
          "/?seed=7&mutate=30-1": "#board img",
          "/?seed=4294967295&to=4000000000": "#walk-end",
        };
        for (const [path, images] of Object.entries(views)) {
          await page.goto(path, { waitUntil: "networkidle" });
          await allLoaded(page.locator(images));
          if (path === "/") await page.locator("#pick").click();
          await page.waitForTimeout(300);
          assertEquals(await overflow(page), 0, path);
          await page.evaluate(axe.source);
          const violations = await page.evaluate(async () => {
            const { axe: there } = globalThis as unknown as {
              axe: typeof axe;
            };
            const { violations } = await there.run();
            return violations.map(({ id, nodes }) =>
              `${id}: ${nodes.map(({ html }) => html).join(" ")}`
            );
          });
          assertEquals(violations, [], path);
        }
      },
      { colorScheme, viewport: { width, height: 740 } },
    );
  }
}
