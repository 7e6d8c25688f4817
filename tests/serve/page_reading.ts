/**
 * What the tests look at on the page.
 *
 * @module
 */

import axe from "axe-core";
import type { Locator, Page } from "playwright-core";
import { encodePng } from "../../core/picture/png.ts";
import { sha256 } from "../../core/sha256.ts";
import { eventually } from "../eventually.ts";

/** Longest wait for anything on the page, milliseconds. */
export const PATIENCE = 60_000;

/** The part of the page's address that says what it shows. */
export function query(page: Page): string {
  return new URL(page.url()).search;
}

/** The query once it has stayed as it is for a while. */
export async function settledQuery(page: Page): Promise<string> {
  let last = "";
  for (let same = 0; same < 10; same++) {
    if (query(page) !== last) same = 0;
    last = query(page);
    await page.waitForTimeout(100);
  }
  return last;
}

/** Waits until an address has a query like this. */
export async function reach(page: Page, pattern: RegExp): Promise<void> {
  await page.waitForURL((url) => pattern.test(url.search));
}

/** Waits until the scripts have taken over. */
export async function ready(page: Page): Promise<void> {
  await page.locator("#pager").waitFor({ state: "hidden" });
}

/** Where the images at a CSS selector come from. */
export function sources(page: Page, selector: string): Promise<string[]> {
  return page.locator(selector).evaluateAll((images) =>
    images.map((image) => image.src)
  );
}

/** Waits until all images have come, and returns where from. */
export async function allLoaded(
  page: Page,
  selector: string,
): Promise<string[]> {
  const images = page.locator(selector);
  const missing = (): Promise<string[]> =>
    images.evaluateAll((elements) =>
      elements.filter((image) => !image.complete || image.naturalWidth === 0)
        .map((image) => image.src)
    );
  await eventually(
    async () => `These images do not come: ${(await missing()).join(" ")}`,
    async () => (await missing()).length === 0,
  );
  return await sources(page, selector);
}

/** Waits until the page paints by itself. */
export async function painting(page: Page): Promise<void> {
  await page.locator("body[data-painting=here]").waitFor();
}

/** Waits until all images at a selector are of this kind. */
export async function allFrom(
  page: Page,
  selector: string,
  kind: RegExp,
): Promise<void> {
  const others = async () =>
    (await sources(page, selector)).filter((source) => !kind.test(source));
  await eventually(
    async () => `These come from elsewhere: ${await others()}`,
    async () => (await others()).length === 0,
  );
  await allLoaded(page, selector);
}

/**
 * Checksum of the PNG of what an image or a canvas shows, as the service encodes
 * it.
 */
export async function pngOf(
  page: Page,
  selector: string,
  { width, height } = { width: 64, height: 64 },
): Promise<string> {
  const rgba: number[] = await page.locator(selector).first().evaluate(
    (shown, [width, height]) => {
      const canvas = shown.ownerDocument.createElement("canvas");
      [canvas.width, canvas.height] = [width, height];
      const context = canvas.getContext("2d");
      context.drawImage(shown, 0, 0);
      return [...context.getImageData(0, 0, width, height).data];
    },
    [width, height] as const,
  );
  const rgb = Uint8Array.from(rgba.filter((_, index) => index % 4 !== 3));
  return await sha256(encodePng({ width, height, rgb }));
}

/** Waits until what an image or a canvas shows is a PNG of the service. */
export async function assertShows(
  page: Page,
  selector: string,
  png: Uint8Array<ArrayBuffer>,
  size: { width: number; height: number },
): Promise<void> {
  const expected = await sha256(png);
  await eventually(
    `${selector} shows another picture`,
    async () => await pngOf(page, selector, size) === expected,
  );
}

/** What axe finds wrong with the page: rules, and the elements. */
export async function violations(page: Page): Promise<unknown> {
  await page.evaluate(axe.source);
  return await page.evaluate(`axe.run().then(({ violations }) =>
    violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
  )`);
}

/** The picture of a seed in the gallery. */
export function tile(page: Page, seed: number): Locator {
  return page.getByRole("link", {
    name: `Picture of seed ${seed}`,
    exact: true,
  });
}

/** The seed of the picture that has the focus. */
export function focusedSeed(page: Page): Promise<unknown> {
  return page.evaluate("document.activeElement?.dataset.seed");
}

/** What the canvas of a walk shows. */
export function drawing(page: Page): Promise<string> {
  return page.locator("#frame").evaluate((canvas) => canvas.toDataURL());
}

/** Pixels by which the page is wider than the screen. */
export function overflow(page: Page): Promise<number> {
  return page.locator("html").evaluate((html) =>
    html.scrollWidth - html.clientWidth
  );
}
