import { assertEquals } from "@std/assert";
import { PageBench } from "./page_bench.ts";
import { allLoaded, ready } from "./page_reading.ts";

const bench = await PageBench.start({ shareWeights: false });

bench.test("says that it is offline, and recovers", "/", async (visit) => {
  const { page, context } = visit;
  await ready(page);
  await allLoaded(page, ".gallery img");
  await context.setOffline(true);
  const notice = page.getByText("You are offline.");
  await notice.waitFor();
  await page.getByRole("link", { name: "Shuffle" }).click();
  // Words, and not the browser's broken picture.
  const tile = page.locator(".gallery a").first();
  await tile.locator('img[data-loading="again"]').waitFor({
    state: "attached",
  });
  const words = await tile.evaluate((link) =>
    link.ownerDocument.defaultView.getComputedStyle(link, "::before").content
  );
  assertEquals(words, '"trying again …"');
  const opacity = await tile.locator("img").evaluate((image) =>
    image.ownerDocument.defaultView.getComputedStyle(image).opacity
  );
  assertEquals(opacity, "0");

  // A dialog makes the page behind it inert: the notice comes along.
  await tile.click();
  await page.locator("#viewer #retry").click();
  assertEquals(await notice.isVisible(), true);
  await context.setOffline(false);
  await notice.waitFor({ state: "hidden" });
  await allLoaded(page, "#picture");
  await allLoaded(page, ".gallery img");
  visit.complaints.length = 0;
}, { reducedMotion: "reduce" });

bench.test(
  "goes on with a walk when the service is back",
  "/",
  async (visit) => {
    const { page } = visit;
    await ready(page);
    await page.route("**/*", (route) => route.abort("connectionrefused"));
    await page.locator("#daily-link").click();
    await page.locator("#walk").getByText("The service cannot be reached.")
      .waitFor();
    assertEquals(await page.locator("#way").isDisabled(), true);
    await page.unroute("**/*");
    await page.getByRole("button", { name: "Retry" }).click();
    await page.locator("#way:enabled").waitFor();
    visit.complaints.length = 0;
  },
  { reducedMotion: "reduce" },
);
