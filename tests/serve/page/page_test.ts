import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { renderPage } from "../../../serve/page/page.ts";
import { sampleCard } from "../../fixtures/card.ts";

/** The text of a page with its white space collapsed. */
function page(from: number, card = sampleCard()): string {
  return renderPage(card, from).replaceAll(/\s+/g, " ");
}

Deno.test("renderPage() names the model and credits its pictures", () => {
  const text = page(0);
  assert(text.startsWith("<!DOCTYPE html> <html lang="));
  assertStringIncludes(text, "<h1>toon-head</h1>");
  assertStringIncludes(
    text,
    "Trained on 10,000 pictures: <strong>ToonHead by Johan Melin</strong> (CC BY 4.0).",
  );
  assertStringIncludes(text, "32 × 16 pixels");
  assertStringIncludes(text, "62,175 parameters");
  assertStringIncludes(text, "123,456 images seen in training");
});

Deno.test("renderPage() names the source when there is nobody to credit", () => {
  const card = sampleCard();
  delete card.trainingData.credit;
  delete card.trainingData.licence;
  assertStringIncludes(page(0, card), "<strong>demo:toon-head</strong>.");
});

Deno.test("renderPage() describes each picture and reserves its space", () => {
  assertStringIncludes(
    page(3),
    '<a href="/image/3.png" rel="nofollow"> <img src="/image/3.png" alt="Picture of seed 3" width="32" height="16" loading="lazy">',
  );
});

Deno.test("renderPage() leads on and back, around the end of the seeds", () => {
  assertStringIncludes(page(0), 'href="/?from=25"');
  assertStringIncludes(page(0), 'href="/?from=4294967271"');
  const last = page(4294967290);
  assertStringIncludes(last, 'src="/image/4294967295.png"');
  assertStringIncludes(last, 'src="/image/18.png"');
  assertStringIncludes(last, 'href="/?from=19"');
  assertStringIncludes(last, 'href="/?from=4294967265"');
});

Deno.test("renderPage() escapes what the card says", () => {
  const card = sampleCard();
  card.name = '<script>alert("x")</script>';
  card.trainingData.credit = "Tom & 'Jerry'";
  const text = page(0, card);
  assert(!text.includes("<script"));
  assertStringIncludes(text, "Tom &amp; &#39;Jerry&#39;");
});

Deno.test("renderPage() needs neither scripts nor inline styles", () => {
  const text = page(0);
  assertEquals(/<script|\son\w+=|\sstyle=|<style/.test(text), false);
});
