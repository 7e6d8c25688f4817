import { type Html, html } from "../../../core/html.ts";
import type { PageView } from "../page_content.ts";
import { CLOSED, pageAddress } from "../shared/page_state.ts";
import { CLOSE_ICON } from "./icons.ts";

/**
 * Pictures that the visitor keeps, or that somebody shares; for scripts alone.
 *
 * @param content What the page is made of.
 */
export function favouritesDialog({ model, state }: PageView): Html {
  const { width, height } = model.card.architecture;
  return html`
    <dialog class="dialog plain" id="favourites" aria-labelledby="favourites-title">
      <div class="side">
        <header>
          <h2 id="favourites-title" tabindex="-1" autofocus>Favourites</h2>
          <p id="favourites-note"></p>
        </header>
        <template id="favourite">
          <li>
            <a><img width="${width}" height="${height}"></a>
            <div class="row">
              <label><input type="checkbox"> Breed</label>
              <button type="button" class="heart" aria-pressed="true"></button>
            </div>
          </li>
        </template>
        <ol class="favourites" id="favourite-list" role="list"></ol>
        <div class="row">
          <button type="button" class="button primary" id="breed-two"
            disabled>Breed two</button>
          <button type="button" class="button" id="keep-all">Keep all</button>
        </div>
        <div class="field" id="share">
          <label for="favourites-address">Link to these pictures</label>
          <div class="row">
            <input id="favourites-address" readonly>
            <button type="button" class="button"
              data-copies="favourites-address">Copy</button>
          </div>
        </div>
        <p class="hint">
          Favourites are kept in this browser and nowhere else.
        </p>
      </div>
      <a class="close" id="close-favourites"
        href="${pageAddress({ ...state, ...CLOSED })}"
        aria-label="Close">${CLOSE_ICON}</a>
    </dialog>
  `;
}
