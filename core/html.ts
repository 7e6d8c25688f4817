/**
 * HTML put together from pieces, with every text escaped on its way in.
 *
 * @module
 */

/** A piece of HTML, which may be put into another as it is. */
export class Html {
  /** @param source The piece as HTML source. */
  constructor(readonly source: string) {}
}

/** What can be put into a template: texts and numbers are escaped. */
export type HtmlValue = string | number | Html | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function sourceOf(value: HtmlValue): string {
  if (value instanceof Html) return value.source;
  if (typeof value === "object") return value.map(sourceOf).join("");
  return `${value}`.replace(
    /[&<>"']/g,
    (character) => `${ENTITIES[character]}`,
  );
}

/**
 * Tag of a template literal that is HTML.
 *
 * @param parts The HTML around the values.
 * @param values Texts for content or quoted attributes, or other HTML.
 */
export function html(
  parts: TemplateStringsArray,
  ...values: HtmlValue[]
): Html {
  return new Html(String.raw({ raw: parts }, ...values.map(sourceOf)));
}
