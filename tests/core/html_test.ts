import { assertEquals } from "@std/assert";
import { html } from "../../core/html.ts";

Deno.test("html() escapes texts and keeps numbers", () => {
  assertEquals(
    html`<p title="${`"'`}">${"<b>&"} ${7}</p>`.source,
    '<p title="&quot;&#39;">&lt;b&gt;&amp; 7</p>',
  );
});

Deno.test("html() takes other pieces as they are", () => {
  const bold = html`<b>${"a & b"}</b>`;
  assertEquals(
    html`<p>${bold}${[bold, bold]}</p>`.source,
    "<p><b>a &amp; b</b><b>a &amp; b</b><b>a &amp; b</b></p>",
  );
});
