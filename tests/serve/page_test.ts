import { assertEquals, assertStringIncludes } from "@std/assert";
import { chromium } from "playwright-core";
import { loadGenerator } from "../../core/frozen_generator.ts";
import { createHandler } from "../../serve/handler.ts";
import { VIVID_GENERATOR } from "../fixtures/vivid_generator.ts";

Deno.test("the page shows 25 pictures in a browser, without JavaScript", async () => {
  const painter = await loadGenerator(VIVID_GENERATOR);
  const stylesheet = await Deno.readTextFile(
    new URL("../../serve/page/style.css", import.meta.url),
  );
  const complaints: string[] = [];
  const report = (error: unknown) => complaints.push(`${error}`);
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    createHandler({ painter, stylesheet, report }),
  );
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
  });
  try {
    const page = await browser.newPage({
      viewport: { width: 360, height: 740 },
    });
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("requestfailed", (request) => complaints.push(request.url()));
    page.on("response", (response) => {
      if (response.status() >= 400) complaints.push(response.url());
    });

    await page.goto(`http://127.0.0.1:${server.addr.port}/`, {
      waitUntil: "networkidle",
    });
    const { card } = painter;
    const { width, height } = card.architecture;
    const images = page.locator(".pictures img");
    const pictures = await images.evaluateAll((elements) =>
      Promise.all(elements.map(async (image) => {
        await image.decode();
        return [image.naturalWidth, image.naturalHeight, image.alt];
      }))
    );
    assertEquals(
      pictures,
      Array.from(
        { length: 25 },
        (_, seed) => [width, height, `Picture of seed ${seed}`],
      ),
    );
    const credit = card.trainingData.credit ?? card.trainingData.source;
    assertEquals(
      await page.getByText(credit, { exact: true }).isVisible(),
      true,
    );
    // Five to a row, and nothing wider than the phone.
    const tops = await images.evaluateAll((elements) =>
      elements.map((image) => image.getBoundingClientRect().top)
    );
    assertEquals(new Set(tops).size, 5);
    const scrollWidth = page.locator("html").evaluate((html) =>
      html.scrollWidth
    );
    assertEquals(await scrollWidth, 360);

    await page.getByRole("link", { name: "More" }).click();
    await page.waitForURL("**/?from=25");
    assertStringIncludes(
      await page.getByRole("heading", { level: 2 }).innerText(),
      "Pictures 25 to 49",
    );
    await page.waitForLoadState("networkidle");
    assertEquals(complaints, []);
  } finally {
    await browser.close();
    await server.shutdown();
    await painter.release();
  }
});
