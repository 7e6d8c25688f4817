import { type Html, html } from "../html.ts";
import type { PageContent } from "../page_content.ts";
import { MAX_SEED_TEXT } from "../shared/page_state.ts";

/**
 * The bar above the pictures: go to a seed, shuffle, truncation, pick two. It
 * is a form, so that all but picking works without scripts.
 *
 * @param content What the page is made of.
 *
 * @example
 * ```ts ignore
 * const page = html`<body>${toolbar(content)}</body>`;
 * ```
 */
export function toolbar({ state }: PageContent): Html {
  const model = state.model === undefined
    ? html``
    : html`<input type="hidden" name="model" value="${state.model}">`;
  return html`
    <form class="toolbar" id="toolbar" action="/" aria-label="Choose pictures">
      ${model}
      <div class="go">
        <label class="visually-hidden" for="go">Seed: a number or any text</label>
        <input id="go" name="seed" placeholder="A number or any text"
          maxlength="${MAX_SEED_TEXT}" autocomplete="off" autocapitalize="off"
          spellcheck="false" enterkeyhint="go">
        <button class="button primary">Show</button>
      </div>
      <div class="range">
        <label for="truncation">Truncation</label>
        <input id="truncation" name="truncation" type="range" min="0.1" max="1"
          step="0.05" value="${state.truncation}"
          aria-describedby="truncation-help">
        <output for="truncation">${state.truncation.toFixed(2)}</output>
        <span id="truncation-help" class="visually-hidden">
          Low: all pictures are typical. 1: as varied as the generator can.
        </span>
      </div>
      <div class="actions">
        <a class="button" id="shuffle" href="/shuffle" rel="nofollow">Shuffle</a>
        <button type="button" class="button scripted" id="pick"
          aria-pressed="false">Walk between two</button>
      </div>
    </form>
  `;
}
