import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import { PageBench } from "./page_bench.ts";
import { eventually } from "../eventually.ts";
import { allLoaded, reach, ready, sources } from "./page_reading.ts";

const SHIPPED = new URL("../../weights/", import.meta.url);
const painted = await PageBench.start({ folder: SHIPPED });
const served = await PageBench.start({ folder: SHIPPED, shareWeights: false });

/** Moves the slider of a direction. */
async function edit(
  page: Page,
  direction: number,
  strength: number,
): Promise<void> {
  const slider = page.getByRole("slider", {
    name: `Direction ${direction}`,
    exact: true,
  });
  await slider.fill(`${strength}`);
}

/** Pixels of the open picture. */
async function pixels(page: Page): Promise<string> {
  return await page.locator("#viewer .stage canvas, #picture").last().evaluate(
    (shown) => {
      const canvas = shown.ownerDocument.createElement("canvas");
      [canvas.width, canvas.height] = [64, 64];
      const context = canvas.getContext("2d");
      context.drawImage(shown, 0, 0);
      return canvas.toDataURL();
    },
  );
}

served.test(
  "edits the open picture, and nothing else",
  "/?seed=7",
  async ({ page }) => {
    await ready(page);
    await page.getByText("Edit", { exact: true }).click();
    await edit(page, 5, -2);
    await edit(page, 2, 1.5);
    await reach(page, /^\?seed=7&edit=2%3A1.5%2C5%3A-2$/);
    await allLoaded(page, "#picture");
    const [{ digest }] = served.models;
    const address = `${digest}/image/7.webp?edit=2:1.5,5:-2`;
    assert((await sources(page, "#picture"))[0]?.endsWith(address));
    assertMatch(
      await page.locator("#address").inputValue(),
      /edit=2:1.5,5:-2$/,
    );
    const others = await sources(page, ".gallery img");
    assertEquals(others.filter((source) => source.includes("edit")), []);
    // The next picture is edited in the same way.
    await page.locator("#next").click();
    await reach(page, /^\?seed=8&edit=2%3A1.5%2C5%3A-2$/);
    await page.reload();
    await ready(page);
    assertEquals(await page.locator("#edit-5").inputValue(), "-2");
    await page.getByRole("button", { name: "As it was" }).click();
    await reach(page, /^\?seed=8$/);
    assertEquals(await page.locator("#edit-5").inputValue(), "0");
  },
);

painted.test(
  "paints edits as the service does",
  "/?seed=7&edit=5:-2",
  async ({ page, requests }) => {
    await ready(page);
    await page.locator("body[data-painting=here]").waitFor();
    await edit(page, 1, 3);
    await reach(page, /edit=1%3A3%2C5%3A-2$/);
    assertEquals(requests.filter((path) => path.includes("1:3")), []);
    const [{ digest }] = painted.models;
    const body = page.locator("body");
    const expected = await body.evaluate(async (body, address) => {
      const document = body.ownerDocument;
      const image = document.createElement("img");
      image.src = address;
      await image.decode();
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [64, 64];
      canvas.getContext("2d").drawImage(image, 0, 0);
      return canvas.toDataURL();
    }, `${digest}/image/7.png?edit=1:3,5:-2`);
    await eventually(
      "the picture is not edited",
      async () => await pixels(page) === expected,
    );
    // Its neighbours are edited in the same way.
    await page.getByRole("button", { name: "Mutate" }).click();
    await reach(page, /edit=1%3A3%2C5%3A-2&mutate=$/);
    await allLoaded(page, "#board img");
  },
);
