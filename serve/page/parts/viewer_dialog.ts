import { MAX_SEED } from "../../../core/noise/seed.ts";
import { imageAddress } from "../shared/addresses.ts";
import { MAX_STRENGTH } from "../../../core/edit.ts";
import { type Html, html } from "../../../core/html.ts";
import { classChooser } from "./class_chooser.ts";
import { CLOSE_ICON } from "./icons.ts";
import { LATENT_PART } from "./latent_part.ts";
import { nameSeed } from "../shared/named_seed.ts";
import type { PageView } from "../page_content.ts";
import { pictureClass } from "../shared/page_picture.ts";
import { CLOSED, pageAddress } from "../shared/page_state.ts";
import { largestScale, pictureFile } from "../shared/picture_size.ts";

/** Files of a picture to download: link text, ending and largest scale. */
const FILES = [
  { name: "PNG", format: "png", wanted: 1 },
  { name: "PNG, large", format: "png", wanted: 8 },
  { name: "WebP", format: "webp", wanted: 1 },
  { name: "JPEG", format: "jpg", wanted: 1 },
] as const;

function downloads({ model, state }: PageView, seed: number): Html {
  const { width, height } = model.card.architecture;
  const links = FILES.flatMap(({ name, format, wanted }) => {
    const scale = largestScale(model.card.architecture, 1, wanted, format);
    if (wanted > 1 && scale === 1) return [];
    const options = { ...state, format, scale };
    return html`
      <li>
        <a download="${pictureFile(model.card, seed, format, scale)}"
          href="${imageAddress(model.digest, seed, options)}"
          data-format="${format}" data-scale="${scale}">${name}
          <small>${width * scale} × ${height * scale}</small></a>
      </li>
    `;
  });
  return html`
    <ul class="files" id="files" role="list">${links}</ul>
  `;
}

/** Links to the seeds before and after. */
function beside({ state }: PageView, seed: number): Html {
  const page = (to: number) =>
    pageAddress({
      ...state,
      ...CLOSED,
      edit: state.edit,
      seed: `${(to + MAX_SEED + 1) % (MAX_SEED + 1)}`,
    });
  return html`
    <nav class="row" aria-label="Seeds beside it">
      <a class="button" id="previous" href="${page(seed - 1)}"
        rel="nofollow prev">Previous</a>
      <a class="button" id="next" href="${page(seed + 1)}"
        rel="nofollow next">Next</a>
    </nav>
  `;
}

/** A slider for each direction; for scripts alone. */
function edits({ model, state }: PageView): Html {
  const { directions = [] } = model.card;
  if (directions.length === 0) return html``;
  const sliders = directions.map((_, index) => {
    const id = `edit-${index + 1}`;
    return html`
      <div class="range">
        <label for="${id}">Direction ${index + 1}</label>
        <input id="${id}" type="range" min="${-MAX_STRENGTH}"
          max="${MAX_STRENGTH}" step="0.1" value="0">
        <output for="${id}" aria-hidden="true">0</output>
      </div>
    `;
  });
  return html`
    <details class="edits scripted" id="edits" ${state.edit.length > 0
      ? html`open`
      : ""}>
      <summary>Edit</summary>
      <p class="hint">Directions along which the generator changes most, the strongest first.</p>
      ${sliders}
      <button type="button" class="button" id="unedit" hidden>As it was</button>
    </details>
  `;
}

/** The class of the picture; for scripts alone. */
function classField({ model, state: { label } }: PageView, seed: number): Html {
  const { classes } = model.card.architecture;
  if (classes === undefined) return html``;
  return html`
    <div class="field class scripted">
      ${classChooser(model, {
        ...{ id: "class", chosen: pictureClass({ seed, label }, classes) },
        label: html`
          <label for="class">Class</label>
        `,
      })}
    </div>
  `;
}

/** Address and files of the picture of a seed, and the seeds beside it. */
function seedPart(content: PageView, seed: number): Html {
  const { model, state } = content;
  return html`
    <div class="part" id="seed-part">
      <div class="field">
        <label for="address">Address of the picture</label>
        <div class="row">
          <input id="address" readonly
            value="${imageAddress(model.digest, seed, state)}">
          <button type="button" class="button scripted"
            data-copies="address">Copy</button>
        </div>
      </div>
      <div class="field">
        <h3>Download</h3>
        ${downloads(content, seed)}
      </div>
      ${beside(content, seed)}
    </div>
  `;
}

/** What can be done with one picture. */
function picturePanel(content: PageView, seed: number): Html {
  return html`
    <div class="panel" id="picture-panel">
      <div class="row wrap scripted">
        <button type="button" class="button primary" id="mutate">Mutate</button>
        <button type="button" class="button" id="walk-from">Walk from here</button>
        <button type="button" class="button" id="more-like-this">More like this</button>
      </div>
      ${classField(content, seed)} ${edits(content)}
      ${seedPart(content, seed)} ${LATENT_PART}
    </div>
  `;
}

/** What can be done with the neighbours of a picture; for scripts alone. */
const BOARD_PANEL = html`
  <div class="panel" id="board-panel" hidden>
    <p class="hint" id="board-hint"></p>
    <div class="range">
      <label for="strength">Strength</label>
      <input id="strength" type="range" min="5" max="100" step="5" value="30">
      <output for="strength" aria-hidden="true">30 %</output>
    </div>
    <div class="row">
      <button type="button" class="button primary"
        id="breed">Others</button>
      <button type="button" class="button" id="undo">Step back</button>
    </div>
    <div class="field">
      <label for="lineage">Link to this picture</label>
      <div class="row">
        <input id="lineage" readonly>
        <button type="button" class="button" data-copies="lineage">Copy</button>
      </div>
    </div>
    <div class="row">
      <button type="button" class="button"
        id="save-mutant">Download PNG</button>
      <button type="button" class="button"
        id="unmutate">Back to the picture</button>
    </div>
  </div>
`;

/**
 * The large view of one picture. It is open in the page itself if the address
 * names a seed, so it needs no scripts to be seen. That of a latent does.
 *
 * @param content What the page is made of.
 */
export function viewerDialog(content: PageView): Html {
  const { model, state } = content;
  const { width, height } = model.card.architecture;
  const open = state.seed !== undefined && state.to === undefined;
  // Scripts fill it in; without them nobody sees what is in it before.
  const { seed, title, note } = nameSeed(state.seed ?? "0");
  const source = open
    ? html`src="${
      imageAddress(model.digest, seed, { ...state, format: "webp" })
    }"`
    : "";
  const closed = pageAddress({ ...state, ...CLOSED });
  return html`
    <dialog class="dialog" id="viewer" aria-labelledby="viewer-title"
      ${open ? html`open` : ""}>
      <div class="stage">
        <img id="picture" class="picture" alt="Picture of seed ${seed}"
          width="${width}" height="${height}" ${source}>
        <div class="board" id="board" role="group" aria-label="Neighbours"
          hidden></div>
      </div>
      <div class="side">
        <header>
          <h2 id="viewer-title" tabindex="-1" autofocus>${title}</h2>
          <p id="viewer-note">${note}</p>
        </header>
        <button type="button" class="button heart scripted" id="keep"
          aria-pressed="false">Keep</button>
        ${picturePanel(content, seed)}
        ${BOARD_PANEL}
      </div>
      <a class="close" id="close-viewer" href="${closed}"
        aria-label="Close">${CLOSE_ICON}</a>
    </dialog>
  `;
}
