import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { renderPage } from "../../../serve/page/document.ts";
import type { Model } from "../../../serve/models.ts";
import {
  type PageState,
  START,
} from "../../../serve/page/shared/page_state.ts";
import { sampleCard } from "../../fixtures/card.ts";

const ASSETS = { styleSheets: ["/a.css"], scripts: ["/a.ts", "/b.ts"] };

/** The text of a page with its white space collapsed. */
function page(
  state: Partial<PageState> = {},
  card = sampleCard(),
  others: Model[] = [],
): string {
  const model = { digest: "0123456789abcdef", card };
  const models = [model, ...others];
  const content = {
    models,
    model,
    assets: ASSETS,
    state: { ...START, ...state },
  };
  return renderPage(content).replaceAll(/\s+/g, " ");
}

Deno.test("renderPage() names the model and credits its pictures", () => {
  const text = page();
  assert(text.startsWith("<!DOCTYPE html> <html lang="));
  assertStringIncludes(text, "<h1>toon-head</h1>");
  assertStringIncludes(
    text,
    "Trained on 10,000 pictures: <strong>ToonHead by Johan Melin</strong> (CC BY 4.0).",
  );
  assertStringIncludes(text, "<dd>32 × 16 pixels</dd>");
  assertStringIncludes(text, "<dd>62,175</dd>");
  assertStringIncludes(text, "<dd>123,456</dd>");
});

Deno.test("renderPage() names the licence once", () => {
  const card = sampleCard();
  card.trainingData.credit = "ToonHead by Johan Melin (CC BY 4.0)";
  assertStringIncludes(
    page({}, card),
    "<strong>ToonHead by Johan Melin (CC BY 4.0)</strong>.",
  );
});

Deno.test("renderPage() names the source when there is nobody to credit", () => {
  const card = sampleCard();
  delete card.trainingData.credit;
  delete card.trainingData.licence;
  assertStringIncludes(page({}, card), "<strong>demo:toon-head</strong>.");
});

Deno.test("renderPage() describes each picture and reserves its space", () => {
  assertStringIncludes(
    page({ from: 3, truncation: 0.7 }),
    '<a href="/?from=3&amp;truncation=0.7&amp;seed=4" rel="nofollow" data-seed="4"><img src="/0123456789abcdef/image/4.png?truncation=0.7" alt="Picture of seed 4" width="32" height="16" loading="lazy"></a>',
  );
});

Deno.test("renderPage() leads on and back, around the end of the seeds", () => {
  const hidden = /id="earlier"[^>]* hidden/;
  assert(hidden.test(page()));
  assertStringIncludes(page(), 'href="/?from=60"');
  const last = page({ from: 4294967290 });
  assert(!hidden.test(last));
  assertStringIncludes(last, 'alt="Picture of seed 4294967295"');
  assertStringIncludes(last, 'alt="Picture of seed 53"');
  assertStringIncludes(last, 'href="/?from=54"');
  assertStringIncludes(last, 'href="/?from=4294967230"');
});

Deno.test("renderPage() opens what its address names", () => {
  const open = /<dialog [^>]*id="(\w+)"[^>]* open/g;
  const opened = (state: Partial<PageState>) =>
    [...page(state).matchAll(open)].map(([, id]) => id);
  assertEquals(opened({}), []);
  assertEquals(opened({ seed: "7" }), ["viewer"]);
  assertEquals(opened({ seed: "7", to: "9" }), ["walk"]);
  assertStringIncludes(
    page({ seed: "7", to: "9" }),
    '<noscript><img class="picture" src="/0123456789abcdef/walk/7-9.gif?',
  );
});

Deno.test("renderPage() offers other generators only where there are some", () => {
  assert(!page().includes("Generators"));
  const other = { digest: "fedcba9876543210", card: sampleCard() };
  const text = page({ seed: "7" }, sampleCard(), [other]);
  assertStringIncludes(text, 'href="/?model=fedcba9876543210&amp;seed=7"');
});

Deno.test("renderPage() escapes what the card and the address say", () => {
  const evil = `"><script>alert('x')</script>`;
  const card = sampleCard();
  card.name = evil;
  card.trainingData.credit = "Tom & 'Jerry'";
  const text = page({ seed: evil, to: evil, model: evil }, card);
  assertEquals(text.match(/<script/g)?.length, 1);
  assertStringIncludes(text, "Tom &amp; &#39;Jerry&#39;");
});

Deno.test("renderPage() has neither inline scripts nor inline styles", () => {
  const text = page({ seed: "7" });
  assertEquals(
    text.match(/<script[^>]*>[^<]*/g),
    ['<script type="module" src="/a.ts">'],
  );
  assertStringIncludes(text, '<link rel="modulepreload" href="/b.ts">');
  assertEquals(/\son\w+=|\sstyle=|<style/.test(text), false);
});
