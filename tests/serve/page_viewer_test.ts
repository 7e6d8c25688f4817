import {
  assert,
  assertEquals,
  assertMatch,
  assertNotEquals,
} from "@std/assert";
import { mutatedLatent } from "../../serve/page/shared/mutation.ts";
import { readPageState } from "../../serve/page/shared/page_state.ts";
import { PageBench } from "./page_bench.ts";
import { allLoaded, focusedSeed, query, reach, tile } from "./page_reading.ts";

const bench = await PageBench.start({ shareWeights: false });

bench.test("opens a picture and closes it again", "/", async ({ page }) => {
  await tile(page, 7).click();
  await reach(page, /^\?seed=7$/);
  const dialog = page.getByRole("dialog", { name: "Seed 7" });
  await dialog.waitFor();
  assertEquals(await page.title(), "Seed 7 · vivid");
  assertMatch(
    await page.locator("#picture").getAttribute("src") ?? "",
    /7\.webp/,
  );

  await page.keyboard.press("ArrowRight");
  await reach(page, /^\?seed=8$/);
  await page.keyboard.press("Escape");
  await reach(page, /^$/);
  assertEquals(await dialog.isVisible(), false);
  assertEquals(await focusedSeed(page), "8");

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

bench.test(
  "shows what its address says",
  "/?seed=7&variety=0.5",
  async ({ page }) => {
    await page.getByRole("dialog", { name: "Seed 7" }).waitFor();
    const source = await page.locator("#picture").getAttribute("src");
    assertMatch(source ?? "", /\/image\/7\.webp\?variety=0\.5$/);
    await page.keyboard.press("Escape");
    await reach(page, /^\?variety=0\.5$/);
    const slider = page.getByRole("slider", { name: "Variety" });
    assertEquals(await slider.inputValue(), "0.5");
  },
);

bench.test("downloads a picture", "/?seed=7", async ({ page }) => {
  const download = page.waitForEvent("download");
  const link = page.getByRole("link", { name: "PNG 64 × 64" });
  await link.click();
  const file = await download;
  assertEquals(file.suggestedFilename(), "vivid-7.png");
  const address = await link.getAttribute("href") ?? "";
  const sent = await fetch(new URL(address, page.url()));
  assertEquals(await Deno.readFile(await file.path()), await sent.bytes());
});

bench.test(
  "copies the address of a picture",
  "/?seed=7",
  async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Copy" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    const copied = await page.evaluate("navigator.clipboard.readText()");
    assertMatch(
      `${copied}`,
      /^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]+\/image\/7\.png$/,
    );
    assertEquals(
      await page.locator("#announcement").innerText(),
      "The address is copied.",
    );
  },
);

bench.test("breeds neighbours of a picture", "/?seed=7", async ({ page }) => {
  bench.posted.length = 0;
  const cells = page.locator("#board img");
  await page.getByRole("button", { name: "Mutate" }).click();
  await reach(page, /^\?seed=7&mutate=$/);
  const first = await allLoaded(page, "#board img");
  assertEquals(new Set(first).size, 9);
  assertEquals(bench.posted.length, 8);

  await page.getByRole("button", { name: "Others" }).click();
  for (const old of first.filter((source) => source.startsWith("blob:"))) {
    await page.locator(`#board img[src="${old}"]`).waitFor({
      state: "detached",
    });
  }
  const second = await allLoaded(page, "#board img");
  assertEquals(new Set(second).size, 9);

  const chosen = page.getByRole("button", { name: "A neighbour" }).first();
  const picture = await chosen.locator("img").getAttribute("src");
  await chosen.click();
  await reach(page, /^\?seed=7&mutate=30-\d+$/);
  const centre = cells.nth(4);
  await page.locator(`#board [aria-disabled=true] img[src="${picture}"]`)
    .waitFor();
  // The service painted the latent that the address stands for.
  const { mutations = [] } = readPageState(new URLSearchParams(query(page)));
  const latent = JSON.stringify({
    latent: [...mutatedLatent({ seed: 7, mutations })],
  });
  assert(bench.posted.includes(latent));

  await page.reload();
  await allLoaded(page, "#board img");
  assertEquals(bench.posted.filter((body) => body === latent).length, 2);
  const save = page.getByRole("button", { name: "Download PNG" });
  const download = page.waitForEvent("download");
  await save.click();
  assertEquals((await download).suggestedFilename(), "vivid-7-1.png");
  assertNotEquals(await centre.getAttribute("src"), picture);

  await page.getByRole("button", { name: "Step back" }).click();
  await reach(page, /^\?seed=7&mutate=$/);
  await page.getByRole("button", { name: "Back to the picture" }).click();
  await reach(page, /^\?seed=7$/);
  assertEquals(await page.locator("#picture").isVisible(), true);
});

bench.test(
  "mutates by keyboard alone",
  "/?seed=7",
  async ({ page }) => {
    await page.getByRole("button", { name: "Mutate" }).focus();
    await page.keyboard.press("Enter");
    await reach(page, /mutate=$/);
    const cells = page.locator("#board button");
    const focused = () =>
      cells.evaluateAll((all) =>
        all.findIndex((cell) => cell.matches(":focus"))
      );
    assertEquals(await focused(), 0);
    await allLoaded(page, "#board img");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowDown");
    assertEquals(await focused(), 4);
    // The picture itself cannot be chosen.
    await page.keyboard.press("Enter");
    assertMatch(query(page), /mutate=$/);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await reach(page, /mutate=30-\d+$/);
    assertEquals(await focused(), 7);
    // One stop for the tab key, and back to where one was.
    await page.keyboard.press("Tab");
    assertEquals(await focused(), -1);
    await page.keyboard.press("Shift+Tab");
    assertEquals(await focused(), 7);
  },
);
