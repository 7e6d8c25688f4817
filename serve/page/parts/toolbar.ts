import { philox4x32 } from "../../../core/noise/philox.ts";
import { type Html, html } from "../../../core/html.ts";
import type { PageView } from "../page_content.ts";
import { classChooser } from "./class_chooser.ts";
import { CLOSED, MAX_SEED_TEXT, pageAddress } from "../shared/page_state.ts";

/**
 * The bar above the pictures: go to a seed, shuffle, pick two, favourites. It is
 * a form, so that going works without scripts. Where shuffling leads then
 * depends on where one is, and not on chance: the page can be cached.
 *
 * @param content What the page is made of.
 */
export function toolbar(content: PageView): Html {
  const { state } = content;
  const { model, variety, around, label } = state;
  const hidden = { model, around: variety === 1 ? undefined : around };
  const [from] = philox4x32([state.from, 0, 0, 0], [0, 0]);
  const elsewhere = pageAddress({ ...state, ...CLOSED, from });
  return html`
    <form class="toolbar" id="toolbar" action="./" aria-label="Choose pictures">
      ${Object.entries(hidden).flatMap(([name, value]) =>
        value === undefined
          ? []
          : html`<input type="hidden" name="${name}" value="${value}">`
      )}
      <div class="go">
        <label class="visually-hidden" for="go">Seed: a number or any text</label>
        <input id="go" name="seed" placeholder="A number or any text"
          maxlength="${MAX_SEED_TEXT}" autocomplete="off" autocapitalize="off"
          spellcheck="false" enterkeyhint="go">
        <button class="button primary">Show</button>
        ${classChooser(content.model, {
          ...{ id: "label", chosen: label, none: "All classes" },
          label: html`
            <label class="visually-hidden" for="label">Class of all pictures</label>
          `,
        })}
      </div>
      <div class="actions">
        <a class="button" id="shuffle" href="${elsewhere}" rel="nofollow">Shuffle</a>
        <button type="button" class="button scripted" id="pick"
          aria-pressed="false" aria-label="Walk between two">Walk</button>
        <a class="button scripted" id="open-favourites"
          href="${pageAddress({ ...state, ...CLOSED, favourites: [] })}"
          rel="nofollow">Favourites</a>
      </div>
    </form>
  `;
}
