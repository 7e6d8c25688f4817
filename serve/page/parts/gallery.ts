import { MAX_SEED } from "../../../core/noise/seed.ts";
import { imageAddress } from "../shared/addresses.ts";
import { type Html, html } from "../../../core/html.ts";
import type { PageView } from "../page_content.ts";
import { aroundText } from "../shared/around_text.ts";
import { CLOSED, pageAddress } from "../shared/page_state.ts";

/**
 * Pictures on a page without scripts: as many as fill whole rows of 3, 4, 5, 6,
 * 10 or 12, which are the numbers of columns in the style sheet.
 */
export const PAGE_SIZE = 60;

/** Pictures that a browser loads before it knows what is in sight. */
const EAGER = 9;

/** A seed, counted on past the last one from 0 again. */
function wrap(seed: number): number {
  const seeds = MAX_SEED + 1;
  return (seed + seeds) % seeds;
}

/** A picture, which is a link to the page that shows it large. */
function tile({ model, state }: PageView, seed: number, index: number): Html {
  const { width, height } = model.card.architecture;
  const page = pageAddress({
    ...state,
    ...CLOSED,
    seed: `${seed}`,
  });
  // Only the picture that is open is edited.
  const look = { ...state, edit: [] };
  const image = imageAddress(model.digest, seed, { ...look, format: "webp" });
  // The first are in sight at once: they do not wait for the style sheet.
  const loading = index < EAGER
    ? html`fetchpriority="high"`
    : html`loading="lazy"`;
  return html`
    <li><a href="${page}" rel="nofollow" data-seed="${seed}"><img
      src="${image}" alt="Picture of seed ${seed}" width="${width}"
      height="${height}" ${loading}></a></li>
  `;
}

/**
 * The pictures of {@linkcode PAGE_SIZE} seeds and the ways on. Scripts make an
 * endless gallery of it.
 *
 * @param content What the page is made of.
 */
export function gallery(content: PageView): Html {
  const { from, variety } = content.state;
  const { classes = [] } = content.model.card.architecture;
  const seeds = Array.from({ length: PAGE_SIZE }, (_, i) => wrap(from + i));
  const page = (start: number) =>
    pageAddress({ ...content.state, ...CLOSED, from: wrap(start) });
  return html`
    <main id="pictures">
      <div class="gallery-head">
        <h2 id="range">Pictures from seed ${from}</h2>
        <div class="range">
          <label for="variety">Variety</label>
          <input id="variety" name="variety" form="toolbar" type="range" min="0"
            max="1" step="0.05" value="${variety}" aria-describedby="around">
          <output for="variety" aria-hidden="true">${Math.round(
            variety * 100,
          )} %</output>
        </div>
        <p class="hint" id="around">${aroundText(content.state, classes)}</p>
        <p class="hint" id="keys">Arrow keys move, Enter opens.</p>
        <a id="earlier" href="${page(from - PAGE_SIZE)}" rel="nofollow"
          ${from === 0 ? html`hidden` : ""}>Earlier pictures</a>
      </div>
      <ol class="gallery" id="gallery" role="list" aria-labelledby="range"
        tabindex="-1">
        ${seeds.map((seed, index) => tile(content, seed, index))}
      </ol>
      <nav class="pager" id="pager" aria-label="More pictures">
        <a class="button" href="${page(from + PAGE_SIZE)}" rel="nofollow"
        >More pictures</a>
      </nav>
    </main>
  `;
}
