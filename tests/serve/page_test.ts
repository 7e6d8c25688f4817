import {
  assert,
  assertEquals,
  assertLess,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { PageBench } from "./page_bench.ts";
import {
  allLoaded,
  focusedSeed,
  overflow,
  query,
  reach,
  ready,
  settledQuery,
  tile,
} from "./page_reading.ts";

const bench = await PageBench.start({ shareWeights: false });
const many = await PageBench.start({
  folder: new URL("../fixtures/", import.meta.url),
  shareWeights: false,
});

bench.test("is a plain gallery without JavaScript", "/", async ({ page }) => {
  const images = page.locator(".gallery img");
  assertEquals(await images.count(), 60);
  assertEquals(await page.locator("#pick").isVisible(), false);
  await page.getByRole("link", { name: "More pictures" }).click();
  await reach(page, /^\?from=60$/);
  await page.getByRole("link", { name: "Earlier pictures" }).click();
  await reach(page, /^$/);
  await page.getByRole("link", { name: "Shuffle" }).click();
  await reach(page, /^\?from=\d{6,10}$/);

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
  await reach(page, /^(?!.*seed)/);
  assertEquals(await page.locator("#picture").isVisible(), false);
}, { javaScriptEnabled: false, viewport: { width: 360, height: 740 } });

bench.test(
  "names the generator and credits its pictures",
  "/",
  async ({ page }) => {
    const { trainingData, name } = bench.models[0].card;
    assertEquals(await page.title(), name);
    const credit = page.getByText(trainingData.credit ?? "?");
    assertEquals(await credit.isVisible(), true);
    await page.getByText("About", { exact: true }).click();
    assertEquals(await page.getByText("64 × 64 pixels").isVisible(), true);
  },
);

bench.test("scrolls without end on a bounded page", "/", async (visit) => {
  const { page } = visit;
  const images = page.locator(".gallery img");
  await page.mouse.move(600, 500);
  for (let turn = 0; turn < 12; turn++) {
    await page.mouse.wheel(0, 1500);
    await page.waitForTimeout(60);
    assertLess(await images.count(), 400);
  }
  const from = Number(
    new URLSearchParams(await settledQuery(page)).get("from"),
  );
  assertLess(500, from);
  await page.locator(`[data-seed="${from}"] img`).waitFor();
  const there = await allLoaded(page, ".gallery img");
  assertEquals(new Set(there).size, there.length);

  // What is first in sight is what the address says, also after a reload.
  await page.reload();
  await ready(page);
  const first = page.locator(".gallery a").first();
  assertEquals(await first.getAttribute("data-seed"), `${from}`);
  await page.getByRole("link", { name: "Earlier pictures" }).click();
  await reach(page, /from=\d+/);
  assertLess(Number(await first.getAttribute("data-seed")), from);
});

bench.test("can be used by keyboard alone", "/", async ({ page }) => {
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter"); // Skip to the pictures.
  await page.keyboard.press("Tab");
  assertEquals(await focusedSeed(page), "0");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  assertEquals(await focusedSeed(page), "11");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  assertEquals(await focusedSeed(page), "0");
  for (let row = 1; row <= 30; row++) {
    await page.keyboard.press("ArrowDown");
    assertEquals(await focusedSeed(page), `${row * 10}`);
  }
  const box = await page.locator('[data-seed="300"]').boundingBox();
  assert(box !== null && box.y > 0 && box.y + box.height <= 800);
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Seed 300" }).waitFor();
});

bench.test("takes any text for a seed", "/", async ({ page }) => {
  await page.getByPlaceholder("A number or any text").fill(" Ada Lovelace ");
  await page.keyboard.press("Enter");
  await reach(page, /^\?seed=Ada\+Lovelace$/);
  await page.getByRole("dialog", { name: "“Ada Lovelace”" }).waitFor();
  assertMatch(await page.locator("#viewer-note").innerText(), /^Seed \d+$/);
});

bench.test("shuffles", "/", async ({ page }) => {
  await page.getByRole("link", { name: "Shuffle" }).click();
  await reach(page, /^\?from=\d+$/);
  const from = new URLSearchParams(query(page)).get("from");
  const first = page.locator(".gallery a").first();
  assertEquals(await first.getAttribute("data-seed"), from);
  await page.getByRole("heading", { name: `Pictures from seed ${from}` })
    .waitFor();
});

bench.test("varies all pictures", "/?truncation=0.5", async ({ page }) => {
  // Links of old show what they showed, until the slider is moved.
  for (const source of await allLoaded(page, ".gallery img")) {
    assertStringIncludes(source, ".webp?truncation=0.5");
  }
  const slider = page.getByRole("slider", { name: "Variety" });
  await slider.focus();
  await page.keyboard.press("ArrowLeft");
  await reach(page, /^\?variety=0\.95$/);
  for (const source of await allLoaded(page, ".gallery img")) {
    assertStringIncludes(source, ".webp?variety=0.95");
  }
  assertEquals(await page.locator("output[for=variety]").innerText(), "95 %");
  assertEquals(
    await page.locator("#around").innerText(),
    "All resemble seed 0.",
  );
  const link = tile(page, 3);
  assertEquals(await link.getAttribute("href"), "./?variety=0.95&seed=3");
});

bench.test("shows more pictures like one", "/?seed=7", async ({ page }) => {
  await page.getByRole("button", { name: "More like this" }).click();
  await reach(page, /^\?variety=0\.5&around=7$/);
  assertEquals(await page.getByRole("dialog").isVisible(), false);
  const sources = await allLoaded(page, ".gallery img");
  assertStringIncludes(sources[3] ?? "", "/3.webp?variety=0.5&around=7");
});

bench.test("works where a proxy puts it into a folder", "/", async (visit) => {
  const { page } = visit;
  // A proxy takes the folder away; all that the page asks for lies in it.
  await page.route(
    "**/faces/**",
    (route) =>
      route.continue({ url: route.request().url().replace("/faces/", "/") }),
  );
  // The icon of the page before comes late.
  await page.waitForLoadState("networkidle");
  visit.requests.length = 0;
  await page.goto("/faces/?seed=7&mutate=");
  await ready(page);
  await allLoaded(page, ".gallery img");
  await allLoaded(page, "#board img");
  await page.keyboard.press("Escape");
  await page.waitForURL("**/faces/");
  await page.getByRole("link", { name: "Shuffle" }).click();
  await page.waitForURL("**/faces/?from=*");
  for (const path of visit.requests) assertMatch(path, /^\/faces\//);
});

bench.test("asks again when the service is busy", "/", async (visit) => {
  const { page } = visit;
  const refused = new Set<string>();
  bench.intercept = ({ method, url }) => {
    const key = `${method} ${url}`;
    if (!url.includes("/image") || refused.has(key)) return undefined;
    refused.add(key);
    return new Response("busy", { status: 429 });
  };
  try {
    await page.goto("/?seed=7&variety=0.9");
    await allLoaded(page, "#picture");
    await allLoaded(page, ".gallery img");
    await page.getByRole("button", { name: "Mutate" }).click();
    const cells = await allLoaded(page, "#board img");
    assertEquals(new Set(cells).size, 9);
    assertLess(60, refused.size);
  } finally {
    bench.intercept = () => undefined;
  }
  // The browser tells of each refusal.
  visit.complaints.length = 0;
});

many.test(
  "offers the generators there are",
  "/?from=60&seed=7",
  async ({ page }) => {
    const [fixture, vivid] = many.models;
    await page.keyboard.press("Escape");
    await reach(page, /^\?from=60$/);
    const names = page.getByRole("navigation", { name: "Generators" });
    assertEquals(await names.getByRole("link").allInnerTexts(), [
      "fixture",
      "vivid",
    ]);
    await ready(page);
    const before = await allLoaded(page, ".gallery img");
    assertStringIncludes(before[0] ?? "", `/${fixture.digest}/`);
    await names.getByRole("link", { name: "vivid" }).click();
    await reach(page, /^\?model=[0-9a-f]{16}&from=60$/);
    assertEquals(
      await page.getByRole("heading", { level: 1 }).innerText(),
      "vivid",
    );
    await ready(page);
    const after = await allLoaded(page, ".gallery img");
    assertEquals(after.length, before.length);
    for (const source of after) {
      assertStringIncludes(source, `/${vivid?.digest}/`);
    }
    await tile(page, 61).click();
    await reach(page, /^\?model=[0-9a-f]{16}&from=60&seed=61$/);
  },
);
