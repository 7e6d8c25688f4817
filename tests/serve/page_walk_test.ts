import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import { PageBench } from "./page_bench.ts";
import { eventually } from "../eventually.ts";
import { drawing, reach, tile } from "./page_reading.ts";

/** Largest difference between what a canvas and an image show, 0 to 255. */
function difference(page: Page, canvas: string, image: string) {
  return page.evaluate(`(() => {
    const [a, b] = ["${canvas}", "${image}"].map((id) => {
      const context = document.createElement("canvas").getContext("2d");
      context.drawImage(document.getElementById(id), 0, 0, 64, 64);
      return context.getImageData(0, 0, 64, 64).data;
    });
    return Math.max(...a.map((value, at) => Math.abs(value - b[at])));
  })()`);
}

const bench = await PageBench.start({ shareWeights: false });

bench.test(
  "walks between two pictures without the service",
  "/",
  async ({ page, requests }) => {
    await page.getByRole("button", { name: "Walk between two" }).click();
    await tile(page, 3).click();
    await page.getByText("Now choose where it ends.").first().waitFor();
    await tile(page, 12).click();
    await reach(page, /^\?seed=3&to=12$/);
    await page.getByRole("dialog", { name: "A walk" }).waitFor();
    const slider = page.getByRole("slider", { name: "Place on the way" });
    await page.locator("#way:enabled").waitFor();
    await slider.focus();
    await page.waitForLoadState("networkidle");
    const strips = requests.filter((path) => path.includes("/walk/3-12"));
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

    const play = page.locator("#play");
    await play.click();
    assertEquals(await play.innerText(), "Pause");
    await eventually(
      "the walk does not move",
      async () => await drawing(page) !== middle,
    );
    await play.click();
    assertEquals(requests.length, asked);

    const gif = page.getByRole("link", { name: "GIF 512 × 512" });
    assertMatch(
      await gif.getAttribute("href") ?? "",
      /\/walk\/3-12\.gif\?frames=32&scale=8&resize=smooth$/,
    );
    assertEquals(await gif.getAttribute("download"), "vivid-3-12.gif");
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "This frame" }).click();
    assertMatch((await download).suggestedFilename(), /^vivid-walk-\d+\.png$/);

    const address = await gif.getAttribute("href") ?? "";
    const sent = await fetch(new URL(address, page.url()));
    assertEquals(sent.headers.get("Content-Type"), "image/gif");
    await sent.body?.cancel();

    await page.getByRole("button", { name: "Another end" }).click();
    await reach(page, /^\?seed=3&to=(?!12$)\d+$/);
  },
);

bench.test(
  "shows the frames of a walk as they are",
  "/?seed=3&to=12",
  async ({ page }) => {
    await page.locator("#way:enabled").waitFor();
    await page.getByRole("slider", { name: "Place on the way" }).focus();
    for (const [key, image] of [["End", "end"], ["Home", "start"]] as const) {
      await page.keyboard.press(key);
      // Both ends of the strip are the pictures of the seeds.
      assertEquals(await difference(page, "frame", `walk-${image}`), 0, key);
    }
  },
);

bench.test(
  "does not move by itself where that is not wanted",
  "/?seed=3&to=12",
  async ({ page }) => {
    await page.locator("#way:enabled").waitFor();
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

bench.test("starts a walk from an open picture", "/", async ({ page }) => {
  await tile(page, 7).click();
  await page.getByRole("button", { name: "Walk from here" }).click();
  await reach(page, /^$/);
  assertEquals(
    await page.locator("[data-picked]").getAttribute("data-picked"),
    "Start",
  );
  await page.keyboard.press("Escape");
  assertEquals(await page.locator("#tray").isVisible(), false);
  await page.getByRole("button", { name: "Walk between two" }).click();
  const surprise = page.getByRole("button", { name: "Surprise me" });
  await surprise.click();
  const start = await page.locator("#tray img").getAttribute("src") ?? "";
  await surprise.click();
  await reach(page, /^\?seed=\d+&to=\d+$/);
  const { searchParams } = new URL(page.url());
  // The tray showed where the walk starts.
  assertMatch(start, new RegExp(`/${searchParams.get("seed")}\\.`));
});

bench.test("saves a walk as a video", "/?seed=3&to=12", async ({ page }) => {
  await page.locator("#save-video:enabled").waitFor();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Video" }).click();
  const file = await download;
  assertMatch(file.suggestedFilename(), /^vivid-3-12\.(webm|mp4)$/);
  const bytes = await Deno.readFile(await file.path());
  assert(bytes.length > 10_000, `${bytes.length} bytes`);
  const video = String.fromCharCode(...bytes.subarray(0, 64));
  assertMatch(video, /webm|ftyp/);
});

bench.test(
  "saves no video of a walk that was left while it was recorded",
  "/?seed=3&to=12",
  async ({ page }) => {
    const video = page.locator("#save-video:enabled");
    await video.click();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Another end" }).click();
    await reach(page, /^\?seed=3&to=(?!12$)\d+$/);
    const end = new URL(page.url()).searchParams.get("to");
    await video.click();
    const name = (await download).suggestedFilename();
    assertEquals(name.split(".")[0], `vivid-3-${end}`);
  },
);

bench.test("plays the walk of the day", "/", async ({ page, requests }) => {
  await page.getByRole("button", { name: "Pause the walk of the day" }).click();
  const day = Math.floor(Date.now() / 86_400_000);
  const strips = requests.filter((path) => path.includes("/walk/"));
  assertEquals(strips.length, 1);
  assertMatch(strips[0] ?? "", new RegExp(`/walk/${day}-${day + 1}.webp`));
  await page.getByRole("button", { name: "Play the walk of the day" })
    .waitFor();
  await page.locator("#daily-link").click();
  await reach(page, new RegExp(`^\\?seed=${day}&to=${day + 1}$`));
});
