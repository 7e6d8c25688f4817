import { philox4x32 } from "../../../core/noise/philox.ts";
import { type Html, html } from "../../../core/html.ts";
import type { PageContent } from "../page_content.ts";
import { CLOSED, MAX_SEED_TEXT, pageAddress } from "../shared/page_state.ts";

/**
 * The bar above the pictures: go to a seed, shuffle, truncation, pick two. It
 * is a form, so that all but picking works without scripts. Where shuffling
 * leads then depends on where one is, and not on chance: the page can be cached.
 *
 * @param content What the page is made of.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { toolbar } from "edge-dcgan/serve/page/parts/toolbar.ts";
 * import { START } from "edge-dcgan/serve/page/shared/page_state.ts";
 *
 * const bar = toolbar({ state: { ...START, truncation: 0.7 } });
 * assertStringIncludes(bar.source, 'value="0.7"');
 * ```
 */
export function toolbar({ state }: Pick<PageContent, "state">): Html {
  const model = state.model === undefined
    ? html``
    : html`<input type="hidden" name="model" value="${state.model}">`;
  const [from] = philox4x32([state.from, 0, 0, 0], [0, 0]);
  const elsewhere = pageAddress({ ...state, ...CLOSED, from });
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
        <label for="truncation"
          title="Low: typical pictures. 1: as varied as the generator can.">Truncation</label>
        <input id="truncation" name="truncation" type="range" min="0.1" max="1"
          step="0.05" value="${state.truncation}"
          aria-describedby="truncation-help">
        <output for="truncation" aria-hidden="true">${state.truncation.toFixed(
          2,
        )}</output>
        <span id="truncation-help" class="visually-hidden">
          Low: all pictures are typical. 1: as varied as the generator can.
        </span>
      </div>
      <div class="actions">
        <a class="button" id="shuffle" href="${elsewhere}" rel="nofollow">Shuffle</a>
        <button type="button" class="button scripted" id="pick"
          aria-pressed="false">Walk between two</button>
      </div>
    </form>
  `;
}
