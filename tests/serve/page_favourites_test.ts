import { assertEquals, assertMatch } from "@std/assert";
import { PageBench } from "./page_bench.ts";
import { allLoaded, query, reach, ready } from "./page_reading.ts";

const bench = await PageBench.start();

bench.test("keeps favourites and shares them", "/?seed=7", async (visit) => {
  const { page, context } = visit;
  await page.getByRole("button", { name: "Keep" }).click();
  await page.goto("/?seed=Ada&mutate=30-5");
  await page.getByRole("button", { name: "Keep" }).click();
  await page.getByRole("button", { name: "Kept" }).waitFor();
  await page.goto("/");
  await page.getByRole("link", { name: "Favourites (2)" }).click();
  await reach(page, /favourite=seed%3D7&favourite=seed%3DAda%26mutate%3D30-5$/);
  await allLoaded(page, "#favourite-list img");
  const shared = await page.getByLabel("Link to these pictures").inputValue();
  assertEquals(shared, page.url());
  await page.getByRole("link", { name: "“Ada”, one step on" }).click();
  await reach(page, /^\?seed=Ada&mutate=30-5$/);
  await page.getByRole("dialog", { name: "“Ada”" }).waitFor();
  await page.goBack();
  await page.getByRole("button", { name: "Keep Seed 7" }).click();
  await page.reload();
  await page.getByRole("link", { name: "Favourites (1)" }).waitFor({
    state: "attached",
  });

  // Somebody else opens the link.
  const theirs = await context.browser()!.newContext();
  const other = await theirs.newPage();
  await other.goto(shared);
  await other.getByText("2 of them are not kept.").waitFor();
  await other.getByRole("button", { name: "Keep all" }).click();
  await other.getByText("Choose two to breed them.").waitFor();
  await other.getByRole("link", { name: "Close" }).click();
  await other.getByRole("link", { name: "Favourites (2)" }).waitFor();
  await theirs.close();
});

bench.test(
  "keeps a dialog that is opened again as soon as it was closed",
  "/?favourite=seed%3D7",
  async ({ page }) => {
    await ready(page);
    await page.getByRole("dialog", { name: "Favourites" }).waitFor();
    // Away and back, before the browser reports that the dialog was closed.
    await page.evaluate(`
      const address = location.href;
      document.querySelector("#favourite-list a").click();
      history.replaceState(null, "", address);
      dispatchEvent(new PopStateEvent("popstate", { state: null }));
    `);
    // By then it would have been closed once more.
    await page.waitForTimeout(300);
    await page.getByRole("button", { name: "Keep Seed 7" }).waitFor();
  },
);

bench.test(
  "breeds two favourites",
  "/?favourite=seed%3D7&favourite=seed%3D9%26mutate%3D30-77&favourite=seed%3D5",
  async ({ page }) => {
    await ready(page);
    const breed = page.getByRole("button", { name: "Breed two" });
    await page.getByLabel("Breed Seed 5").check();
    assertEquals(await breed.isDisabled(), true);
    await page.getByLabel("Breed Seed 7").check();
    await page.getByLabel("Breed Seed 9, one step on").check();
    // Two at most: the first is let go.
    assertEquals(await page.getByLabel("Breed Seed 5").isChecked(), false);
    await breed.click();
    await reach(page, /^\?seed=7&mutate=&with=9_30-77$/);
    const children = await allLoaded(page, "#board img");
    assertEquals(new Set(children).size, 9);
    await page.getByRole("button", { name: "The child in the middle" }).click();
    await reach(page, /^\?seed=\d+&mutate=[\d_-]+$/);
    const steps = new URLSearchParams(query(page)).get("mutate") ?? "";
    assertMatch(steps, /^\d+-\d+_\d+-\d+$/);
    await page.goBack();
    await page.getByRole("dialog", { name: "Favourites" }).waitFor();
  },
);
