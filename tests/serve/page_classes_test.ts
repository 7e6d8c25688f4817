/** The page of a generator with classes, and latents from files on it. */

import {
  assert,
  assertEquals,
  assertMatch,
  assertNotEquals,
  assertStringIncludes,
} from "@std/assert";
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { classOfSeed } from "../../core/noise/label.ts";
import { latents } from "../../core/noise/latent.ts";
import { encodePng } from "../../core/picture/png.ts";
import { sha256 } from "../../core/sha256.ts";
import { decodePicture } from "../../train/data/decode.ts";
import { latentJson } from "../../train/project/projection_files.ts";
import {
  CLASSES,
  conditionalGenerator,
  SIZE,
} from "../fixtures/conditional_generator.ts";
import { PageBench } from "./page_bench.ts";
import {
  allFrom,
  allLoaded,
  assertShows,
  overflow,
  painting,
  query,
  reach,
  ready,
  violations,
} from "./page_reading.ts";

const bench = await PageBench.start({ folder: await conditionalGenerator() });
const [{ digest }] = bench.models;

async function served(
  page: Page,
  path: string,
  init?: RequestInit,
): Promise<Uint8Array<ArrayBuffer>> {
  const address = new URL(`/${digest}/${path}`, page.url());
  return await (await fetch(address, init)).bytes();
}

/** The open picture, drawn on a canvas first, then the image's content. */
const PICTURE =
  "#viewer .stage canvas, #picture:only-child, #picture:has(+ div)";

/** A file as an `<input>` takes it. */
function file(name: string, text: string) {
  return {
    name,
    mimeType: "application/json",
    buffer: Buffer.from(text),
  };
}

bench.test(
  "paints every class as the service does",
  // In another class: what the service has sent already is not painted.
  "/?truncation=0.7&label=cow",
  async ({ page }) => {
    await painting(page);
    const chooser = page.getByRole("combobox", {
      name: "Class of all pictures",
    });
    const shown: string[] = [];
    for (const [label, part] of [["barn cat", "&label=barn%20cat"], ["", ""]]) {
      await chooser.selectOption(label!);
      await reach(page, label === "" ? /^\?truncation=0\.7$/ : /label=barn/);
      for (const seed of [0, 5]) {
        const selector =
          `[data-seed="${seed}"] img + canvas, [data-seed="${seed}"] img:only-child`;
        const png = await served(
          page,
          `image/${seed}.png?truncation=0.7${part}`,
        );
        await assertShows(page, selector, png, SIZE);
        shown.push(await sha256(png));
      }
    }
    assert(new Set(shown).size > 2);
  },
);

bench.test(
  "changes the class of the open picture alone, and keeps it in mutations",
  "/",
  async ({ page, requests }) => {
    await painting(page);
    await allLoaded(page, ".gallery img");
    requests.length = 0;
    await page.locator(".gallery a").nth(7).click();
    const chooser = page.getByRole("combobox", { name: "Class", exact: true });
    // Arrow keys choose a class there, and not the next picture.
    await chooser.press("ArrowRight");
    assertMatch(query(page), /seed=7$/);
    await chooser.selectOption("cow");
    await reach(page, /^\?label=cow&seed=7$/);
    await page.getByText("Edit", { exact: true }).click();
    await page.locator("#edit-1").fill("2");
    await reach(page, /label=cow&seed=7&edit=1%3A2$/);
    const png = await served(page, "image/7.png?label=cow&edit=1:2");
    assertNotEquals(
      await sha256(png),
      await sha256(await served(page, "image/7.png?edit=1:2")),
    );
    await assertShows(page, PICTURE, png, SIZE);
    assertStringIncludes(
      await page.locator("#address").inputValue(),
      "label=cow",
    );
    await page.getByRole("button", { name: "Mutate" }).click();
    await page.getByRole("button", { name: "A neighbour" }).first().click();
    await allFrom(page, "#board img", /^blob:/);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download PNG" }).click();
    const mutant = await Deno.readFile(await (await download).path());
    await assertShows(page, "#board [aria-disabled=true] img", mutant, SIZE);
    // The gallery behind it has not been painted again.
    const asked = requests.filter((path) => /image\/[1-9]\d*\.webp/.test(path));
    assertEquals(asked, []);
    const sources: string[] = await page.locator(".gallery img")
      .evaluateAll((images) => images.map(({ src }) => src));
    assertEquals(sources.filter((source) => source.startsWith("blob:")), []);
  },
);

bench.test(
  "walks from one class to another",
  "/?seed=3&to=12",
  async ({ page, requests }) => {
    await painting(page);
    await page.locator("#way:enabled").waitFor();
    requests.length = 0;
    await page.getByRole("combobox", { name: "Class at the start" })
      .selectOption("owl");
    await page.getByRole("combobox", { name: "Class at the end" })
      .selectOption("barn cat");
    await reach(page, /^\?label=owl&seed=3&to=12&endlabel=barn\+cat$/);
    const way = "walk/3-12.png?frames=3&label=owl&endlabel=barn%20cat";
    const { width, rgba } = await decodePicture(await served(page, way));
    for (const place of [0, 1, 2]) {
      const rgb = Uint8Array.from(
        { length: SIZE.width * SIZE.height * 3 },
        (_, index) => {
          const pixel = Math.floor(index / 3);
          const row = Math.floor(pixel / SIZE.width);
          const column = place * SIZE.width + pixel % SIZE.width;
          return rgba[4 * (row * width + column) + index % 3] as number;
        },
      );
      await page.locator("#way").fill(`${place / 2}`);
      await assertShows(page, "#frame", encodePng({ ...SIZE, rgb }), SIZE);
    }
    assertStringIncludes(
      await page.locator("#gif").getAttribute("href") ?? "",
      "endlabel=barn%20cat",
    );
    assertEquals(requests.filter((path) => path.includes("/walk/3")), []);
    assertEquals(await violations(page), []);
    await page.reload();
    await ready(page);
    assertEquals(await page.locator("#start-class").inputValue(), "owl");
    assertEquals(await page.locator("#end-class").inputValue(), "barn cat");

    // Both ends may be picked, each in a class.
    await page.goto("/?label=cow");
    await ready(page);
    await page.locator("#pick").click();
    await page.locator("[data-seed='1']").click();
    await page.locator("#label").selectOption("");
    await page.locator("[data-seed='2']").click();
    await reach(page, /^\?label=cow&seed=1&to=2(&endlabel=(owl|barn\+cat))?$/);
  },
  { reducedMotion: "reduce" },
);

bench.test(
  "keeps the class in favourites, children and what is more like a picture",
  `/?favourite=${encodeURIComponent("seed=3&label=cow")}&favourite=seed%3D7`,
  async ({ page }) => {
    await ready(page);
    const boxes = page.getByRole("checkbox");
    await boxes.nth(1).check();
    await boxes.nth(0).check();
    await page.getByRole("button", { name: "Breed two" }).click();
    const own = CLASSES[classOfSeed(7, CLASSES)]?.name;
    await reach(page, /seed=7&mutate=&with=3$/);
    assertEquals(new URLSearchParams(query(page)).get("label"), own);
    await page.goto("/?seed=7");
    await ready(page);
    await page.getByRole("button", { name: "More like this" }).click();
    await reach(page, /^\?variety=0\.5&around=7&label=/);
    assertEquals(new URLSearchParams(query(page)).get("label"), own);
    assertEquals(
      await page.locator("#around").innerText(),
      "All resemble seed 7.",
    );
  },
);

bench.test("opens latents from files", "/", async ({ page }) => {
  await painting(page);
  // By keyboard, with a file that is none, and with one that is.
  await page.locator(".about summary").focus();
  await page.keyboard.press("Enter");
  const button = page.getByRole("button", { name: "Open a latent file" });
  const choose = async (chosen: ReturnType<typeof file>) => {
    const chooser = page.waitForEvent("filechooser");
    await button.focus();
    await page.keyboard.press("Enter");
    await (await chooser).setFiles(chosen);
  };
  await choose(file("me.json", '{"latent":[1,2]}'));
  const alert = page.getByRole("alert").filter({ hasText: "me.json" });
  assertEquals(
    await alert.innerText(),
    "me.json is no latent: it must be a JSON object whose latent is an array of 100 numbers from -10 to 10.",
  );
  assertEquals(query(page), "");
  const json = latentJson(latents([77]));
  await choose(file("me-latent.json", json));
  await page.getByRole("dialog", { name: "A latent" }).waitFor();
  assertEquals(await alert.isVisible(), false);
  await reach(page, /^\?latent=[\w-]{534}$/);
  const paint = (query: string) =>
    served(page, `image${query}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Accept": "image/png" },
      body: json,
    });
  await assertShows(page, PICTURE, await paint(""), SIZE);
  await page.getByRole("combobox", { name: "Class", exact: true })
    .selectOption("cow");
  await reach(page, /^\?label=cow&latent=/);
  const cow = await paint("?label=cow");
  await assertShows(page, PICTURE, cow, SIZE);
  const { origin } = new URL(page.url());
  assertEquals(
    await page.getByLabel("By API").inputValue(),
    `curl --json @latent.json -o latent.png '${origin}/${digest}/image?label=cow'`,
  );
  for (const [name, bytes] of [["Picture PNG", cow], ["Latent JSON", null]]) {
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: name as string }).click();
    const saved = await Deno.readFile(await (await download).path());
    if (bytes !== null) assertEquals(saved, bytes as Uint8Array<ArrayBuffer>);
    else {
      const { latent } = JSON.parse(new TextDecoder().decode(saved));
      assertEquals(Float32Array.from(latent), latents([77]));
    }
  }
  assertEquals(await violations(page), []);
  assertEquals(await overflow(page), 0);

  // Its link shows it again, and it can be mutated.
  await page.reload();
  await painting(page);
  await assertShows(page, PICTURE, cow, SIZE);
  // No picture lies beside it.
  await page.keyboard.press("ArrowRight");
  await page.getByRole("button", { name: "Mutate" }).click();
  await page.getByRole("button", { name: "A neighbour" }).first().click();
  await reach(page, /latent=.*&mutate=30-\d+$/);
  await page.keyboard.press("Escape");
  await reach(page, /^$/);
});

bench.test(
  "takes latents that are dropped on it",
  "/?seed=3",
  async ({ page }) => {
    await ready(page);
    const drop = (name: string, text: string) =>
      page.evaluate(`(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([${JSON.stringify(text)}], "${name}"));
      for (const type of ["dragover", "drop"]) {
        document.body.dispatchEvent(new DragEvent(type, {
          dataTransfer, bubbles: true, cancelable: true,
        }));
      }
    })()`);
    await drop("7.png", "x".repeat(9000));
    // In the dialog that is open, where it can be closed.
    const alert = page.getByRole("alert").filter({
      hasText: "7.png is no latent",
    });
    await alert.waitFor();
    await page.getByRole("button", { name: "Close" }).last().click();
    assertEquals(await alert.isVisible(), false);
    await drop("latent.json", latentJson(latents([1])));
    await reach(page, /^\?latent=/);
    assertMatch(await page.title(), /^A latent · pets$/);
  },
);
