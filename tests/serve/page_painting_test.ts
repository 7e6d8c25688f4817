import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { Page } from "playwright-core";
import { sha256 } from "../../core/sha256.ts";
import { PageBench } from "./page_bench.ts";
import { eventually } from "../eventually.ts";
import {
  allFrom,
  allLoaded,
  painting,
  pngOf,
  query,
  reach,
  ready,
  tile,
} from "./page_reading.ts";

const bench = await PageBench.start();
const plain = await PageBench.start({ args: ["--js-flags=--jitless"] });

async function servedPng(page: Page, path: string): Promise<string> {
  const [{ digest }] = bench.models;
  const response = await fetch(new URL(`/${digest}/${path}`, page.url()));
  return await sha256(await response.bytes());
}

async function lessVariety(page: Page, steps: number): Promise<void> {
  await page.getByRole("slider", { name: "Variety" }).focus();
  for (let step = 0; step < steps; step++) {
    await page.keyboard.press("ArrowLeft");
  }
}

bench.test("paints the same PNGs as the service", "/", async ({ page }) => {
  await painting(page);
  await lessVariety(page, 4);
  await reach(page, /^\?variety=0\.8$/);
  await allFrom(page, ".gallery img", /^blob:/);
  for (const seed of [0, 9, 33]) {
    assertEquals(
      await pngOf(page, `[data-seed="${seed}"] img`),
      await servedPng(page, `image/${seed}.png?variety=0.8`),
    );
  }

  // A latent that no seed has; what is downloaded is the service's.
  await page.goto("/?seed=7&mutate=30-77_20-5&variety=0.6&around=3");
  await painting(page);
  await page.getByRole("button", { name: "Others" }).click();
  await allFrom(page, "#board img", /^blob:/);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download PNG" }).click();
  const file = await Deno.readFile(await (await download).path());
  assertEquals(
    await pngOf(page, "#board [aria-disabled=true] img"),
    await sha256(file),
  );
});

bench.test(
  "paints every place of a walk as the service",
  "/",
  async ({ page, requests }) => {
    await painting(page);
    await page.locator("#daily-link").click();
    await page.locator("#way:enabled").waitFor();
    const { seed, to } = Object.fromEntries(
      new URLSearchParams(query(page)),
    );
    for (
      const [place, file] of [["1", `image/${to}.png`], [
        "0",
        `image/${seed}.png`,
      ]]
    ) {
      await page.locator("#way").fill(place!);
      const expected = await servedPng(page, file!);
      await eventually(
        `the place ${place} shows another picture`,
        async () => await pngOf(page, "#frame") === expected,
      );
    }
    assertEquals(requests.filter((path) => path.includes("/walk/")), []);
  },
  { reducedMotion: "reduce" },
);

bench.test("needs no service while it paints", "/", async (visit) => {
  const { page, context, requests } = visit;
  await ready(page);
  await painting(page);
  await allLoaded(page, ".gallery img");
  await context.setOffline(true);
  await page.getByText("You are offline. Pictures are painted here").waitFor();
  requests.length = 0;
  await page.getByRole("link", { name: "Shuffle" }).click();
  await lessVariety(page, 3);
  await reach(page, /variety=0\.85/);
  await allFrom(page, ".gallery img", /^blob:/);
  await page.locator(".gallery a").nth(3).click();
  await allFrom(page, "#picture", /^blob:/);
  await page.keyboard.press("ArrowRight");
  await page.getByRole("button", { name: "Mutate" }).click();
  await allFrom(page, "#board img", /^blob:/);
  await page.getByRole("slider", { name: "Strength" }).fill("60");
  await page.getByRole("button", { name: "A neighbour" }).first().click();
  await reach(page, /mutate=60-\d+/);
  await page.getByRole("button", { name: "Keep" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Favourites (1)" }).click();
  await allFrom(page, "#favourite-list img", /^blob:/);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Walk between two" }).click();
  for (const _ of "ab") {
    await page.getByRole("button", { name: "Surprise me" }).click();
  }
  await page.locator("#way:enabled").waitFor();
  await allFrom(page, "#walk-end", /^blob:/);
  // The browser itself looks for the icon again, and the page for the service.
  const others = requests.filter((path) =>
    path.startsWith("/") && !/^\/healthz$|\/image\/0\.webp$/.test(path)
  );
  assertEquals(others, []);
  visit.complaints.length = 0;
});

bench.test("paints where a proxy puts it into a folder", "/", async (visit) => {
  const { page } = visit;
  await page.route(
    "**/faces/**",
    (route) =>
      route.continue({ url: route.request().url().replace("/faces/", "/") }),
  );
  // The page that was opened asks for nothing any more.
  await page.goto("about:blank");
  visit.requests.length = 0;
  await page.goto("/faces/");
  await painting(page);
  for (const path of visit.requests) assertMatch(path, /^\/faces\//);
});

bench.test("asks the service where painting fails", "/", async (visit) => {
  const { page, requests } = visit;
  // Other weights than those of the page are not used.
  await page.route(
    "**/generator.onnx",
    (route) => route.fulfill({ body: "x" }),
  );
  const refused = page.waitForEvent("console");
  await page.reload();
  assertStringIncludes((await refused).text(), "integrity");
  await lessVariety(page, 1);
  await allFrom(page, ".gallery img", /webp\?variety=0\.95$/);

  // A worker that dies at its first picture.
  await page.unroute("**/generator.onnx");
  await page.route("**/painter.js", (route) =>
    route.fulfill({
      body: `onmessage = ({ data: { kind } }) => {
        if (kind === "paint") throw new Error("lost");
        postMessage({ kind: "loaded" });
      };
      postMessage({ kind: "listening" });`,
    }));
  await page.goto("/?from=100");
  await painting(page);
  await lessVariety(page, 1);
  await allFrom(page, ".gallery img", /webp\?variety=0\.95$/);
  await page.locator("body:not([data-painting])").waitFor();
  await tile(page, 107).click();
  await page.getByRole("button", { name: "Mutate" }).click();
  await allLoaded(page, "#board img");
  assertEquals(
    requests.filter((path) => /^\/\w+\/image\?/.test(path)).length,
    8,
  );
  visit.complaints.length = 0;
});

plain.test(
  "shows pictures of the service without WebAssembly",
  "/",
  async ({ page, requests }) => {
    await ready(page);
    await lessVariety(page, 1);
    await allFrom(page, ".gallery img", /webp\?variety=0\.95$/);
    await page.waitForLoadState("networkidle");
    assertEquals(
      requests.filter((path) => /painter|onnx/.test(path)),
      [],
    );
  },
);
