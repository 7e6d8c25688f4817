import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { renderPage } from "../../../serve/page/document.ts";
import type { Model } from "../../../serve/models.ts";
import {
  type PageState,
  START,
} from "../../../serve/page/shared/page_state.ts";
import { sampleCard } from "../../fixtures/card.ts";

const ASSETS = {
  styleSheet: "assets/a.css",
  script: "assets/a.js",
  painter: "assets/painter.js",
};

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
    address: "https://example.com/faces/",
    day: 20785,
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
    'Trained on 10,000 pictures: <strong>ToonHead by Johan Melin</strong> (<a href="https://creativecommons.org/licenses/by/4.0/" rel="license">CC BY 4.0</a>).',
  );
  assertStringIncludes(text, "<dd>32 × 16 pixels</dd>");
  assertStringIncludes(text, "<dd>62,175</dd>");
  assertStringIncludes(text, "<dd>123,456</dd>");
});

Deno.test("renderPage() names a licence it does not know once", () => {
  const card = sampleCard();
  card.trainingData.licence = "Our terms 2";
  assertStringIncludes(page({}, card), "Melin</strong> (Our terms 2).");
  card.trainingData.credit = "ToonHead by Johan Melin, Our terms 2";
  assertStringIncludes(page({}, card), "Melin, Our terms 2</strong>.");
});

Deno.test("renderPage() leads to the artist where the credit ends with an address", () => {
  const card = sampleCard();
  for (
    const credit of ["Ada, https://ada.example", "Ada (https://ada.example)"]
  ) {
    card.trainingData.credit = credit;
    assertStringIncludes(
      page({}, card),
      '<a href="https://ada.example"><strong>Ada</strong></a> (<a',
    );
  }
  card.trainingData.credit = "Ada, javascript:alert(1)";
  assertStringIncludes(
    page({}, card),
    "<strong>Ada, javascript:alert(1)</strong>",
  );
});

Deno.test("renderPage() says what the training started from, and whom to credit for it", () => {
  const card = sampleCard();
  assert(!page({}, card).includes("Started from"));
  card.training.from = { name: "heads", credit: "Ada", licence: "MIT" };
  assertStringIncludes(page({}, card), "<dd>heads, Ada, MIT</dd>");
  card.training.from = { name: "a<b" };
  assertStringIncludes(page({}, card), "<dd>a&lt;b</dd>");
});

Deno.test("renderPage() shows KID and precision if the card has them", () => {
  const card = sampleCard();
  assert(!page({}, card).includes("KID"));
  card.training.scores = { kid: 0.0411055, precision: 0.89 };
  assertStringIncludes(page({}, card), "<dd>0.041</dd>");
  assertStringIncludes(page({}, card), "<dd>89 %</dd>");
});

Deno.test("renderPage() shows other sites a face, at an absolute address", () => {
  const image = (state: Partial<PageState>) =>
    /property="og:image" content="([^"]+)"/.exec(page(state))?.[1];
  const base = "https://example.com/faces/0123456789abcdef/image/";
  const large = "?scale=8&amp;resize=smooth";
  assertEquals(image({}), `${base}0.png${large}`);
  assertEquals(image({ from: 50 }), `${base}50.png${large}`);
  assertEquals(image({ seed: "7", to: "9" }), `${base}7.png${large}`);
  assertEquals(
    image({ favourites: ["variety=0.5&seed=9"] }),
    `${base}9.png${large}&amp;variety=0.5`,
  );
});

Deno.test("renderPage() names each size of a download differently", () => {
  const names = [...page().matchAll(/download="([^"]+)"/g)].map(([, n]) => n);
  assertEquals(new Set(names).size, names.length);
  assert(names.includes("toon-head-0-256x128.png"));
});

Deno.test("renderPage() has relative addresses only", () => {
  const card = sampleCard();
  card.trainingData.credit = "Ada";
  delete card.trainingData.licence;
  for (
    const [, address] of page({}, card).replaceAll(/<pre.*?<\/pre>/g, "")
      .matchAll(
        / (?:href|src|action)="([^"]*)"/g,
      )
  ) {
    assert(!/^(\/|\w+:)/.test(`${address}`), address);
  }
});

Deno.test("renderPage() shows the walk of the day", () => {
  assertStringIncludes(page(), 'href="./?seed=20785&amp;to=20786"');
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
    '<a href="./?from=3&amp;truncation=0.7&amp;seed=4" rel="nofollow" data-seed="4"><img src="0123456789abcdef/image/4.webp?truncation=0.7" alt="Picture of seed 4" width="32" height="16" fetchpriority="high"></a>',
  );
});

Deno.test("renderPage() leads on and back, around the end of the seeds", () => {
  const hidden = /id="earlier"[^>]* hidden/;
  assert(hidden.test(page()));
  assertStringIncludes(page(), 'href="./?from=60"');
  const last = page({ from: 4294967290 });
  assert(!hidden.test(last));
  assertStringIncludes(last, 'alt="Picture of seed 4294967295"');
  assertStringIncludes(last, 'alt="Picture of seed 53"');
  assertStringIncludes(last, 'href="./?from=54"');
  assertStringIncludes(last, 'href="./?from=4294967230"');
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
    '<noscript><img class="picture" src="0123456789abcdef/walk/7-9.gif?',
  );
});

Deno.test("renderPage() offers other generators only where there are some", () => {
  assert(!page().includes("Generators"));
  const other = { digest: "fedcba9876543210", card: sampleCard() };
  const text = page({ seed: "7" }, sampleCard(), [other]);
  assertStringIncludes(text, 'href="./?model=fedcba9876543210&amp;seed=7"');
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
    ['<script type="module" src="assets/a.js">'],
  );
  assertEquals(/\son\w+=|\sstyle=|<style/.test(text), false);
});

Deno.test("renderPage() offers the classes of a conditional generator", () => {
  const card = sampleCard();
  card.architecture.classes = [{ name: "owl" }, { name: 'barn "cat"' }];
  const other = {
    digest: "fedcba9876543210",
    card: { ...sampleCard(), name: "other" },
  };
  const text = page({ label: 'barn "cat"' }, card, [other]);
  assertStringIncludes(text, '<select class="button" id="label" name="label">');
  assertStringIncludes(
    text,
    '<option value="barn &quot;cat&quot;" selected >barn &quot;cat&quot;</option>',
  );
  assertStringIncludes(
    text,
    'src="0123456789abcdef/image/0.webp?label=barn%20%22cat%22"',
  );
  assertStringIncludes(text, 'href="./?model=fedcba9876543210"');
  assert(!page().includes("<select"));
  // A link is shown with its class.
  assertStringIncludes(text, 'og:title" content="barn &quot;cat&quot; · ');
  assertStringIncludes(
    text,
    "image/0.png?scale=8&amp;resize=smooth&amp;label=barn",
  );
  const mixed = page({ variety: 0.5, around: 3 }, card);
  assertStringIncludes(mixed, "All resemble seed 3, each in its class.");
  const one = page({ variety: 0.5, around: 3, label: "owl" }, card);
  assertStringIncludes(one, "All resemble seed 3.");
  // Both ends of a walk have a class of their own.
  const walk = page(
    { seed: "7", to: "9", label: "owl", endlabel: 'barn "cat"' },
    card,
  );
  assertStringIncludes(walk, '<select class="button" id="start-class"');
  assertStringIncludes(
    walk,
    "walk/7-9.gif?frames=32&amp;endlabel=barn%20%22cat%22&amp;",
  );
  assertStringIncludes(walk, "image/9.png?label=barn%20%22cat%22");
  assertStringIncludes(walk, "image/7.png?label=owl");
});
