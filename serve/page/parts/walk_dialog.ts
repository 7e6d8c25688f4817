import { imageAddress, walkAddress } from "../shared/addresses.ts";
import { pictureClass } from "../shared/page_picture.ts";
import { classChooser } from "./class_chooser.ts";
import { type Html, html } from "../../../core/html.ts";
import { CLOSE_ICON } from "./icons.ts";
import { nameSeed } from "../shared/named_seed.ts";
import type { PageView } from "../page_content.ts";
import { CLOSED, pageAddress } from "../shared/page_state.ts";
import { largestScale, WALK_FRAMES } from "../shared/picture_size.ts";

/** An end of the walk. */
interface End {
  /** Names it in ids. */
  which: "start" | "end";
  /** Its seed as it was typed. */
  text: string;
  /** Its class; `undefined`: that of its seed. */
  label: string | undefined;
}

/** The picture at one end of the walk. */
function picture(
  { model, state }: PageView,
  { which, text, label }: End,
): Html {
  const { width, height } = model.card.architecture;
  const { seed } = nameSeed(text);
  const look = { ...state, label };
  const source = state.to === undefined
    ? ""
    : html`src="${imageAddress(model.digest, seed, look)}"`;
  return html`
    <img id="walk-${which}" alt="" width="${width}" height="${height}"
      ${source}>
  `;
}

/** The name of one end of the walk, and its class to choose. */
function about({ model }: PageView, { which, text, label }: End): Html {
  const { seed, title } = nameSeed(text);
  const { classes = [] } = model.card.architecture;
  const id = `${which}-class`;
  const chosen = pictureClass({ seed, label }, classes);
  return html`
    <div>
      <p id="${which}-name">${title}</p>
      ${classChooser(model, {
        ...{ id, chosen },
        label: html`
          <label class="visually-hidden"
            for="${id}">Class at the ${which}</label>
        `,
      })}
    </div>
  `;
}

/**
 * The walk from one picture to another: a slider over the frames of a film
 * strip. Without scripts it is the animation.
 *
 * @param content What the page is made of.
 */
export function walkDialog(content: PageView): Html {
  const { model, state } = content;
  const { width, height } = model.card.architecture;
  const { seed = "0", to = "0", label, endlabel = label } = state;
  const start: End = { which: "start", text: seed, label };
  const end: End = { which: "end", text: to, label: endlabel };
  const open = state.to !== undefined;
  const scale = largestScale(model.card.architecture, WALK_FRAMES, 8, "gif");
  const gif = walkAddress(
    model.digest,
    nameSeed(seed).seed,
    nameSeed(to).seed,
    {
      ...state,
      format: "gif",
      frames: WALK_FRAMES,
      scale,
    },
  );
  const closed = pageAddress({ ...state, ...CLOSED });
  const animation = open
    ? html`
      <noscript><img class="picture" src="${gif}" alt="Animation of the walk"
        width="${width}" height="${height}"></noscript>
    `
    : "";
  return html`
    <dialog class="dialog" id="walk" aria-labelledby="walk-title"
      ${open ? html`open` : ""}>
      <div class="stage">
        <canvas class="picture scripted" id="frame" role="img"
          aria-label="A picture on the way" width="${width}"
          height="${height}"></canvas>
        ${animation}
      </div>
      <div class="side">
        <header>
          <h2 id="walk-title" tabindex="-1" autofocus>A walk</h2>
          <p id="walk-note" role="status"></p>
        </header>
        <div class="panel">
          <div class="ends">
            ${picture(content, start)}
            <input class="scripted" id="way" type="range" min="0" max="1"
              step="any" value="0" aria-label="Place on the way">
            ${picture(content, end)}
            <div class="names">
              ${about(content, start)}
              ${about(content, end)}
            </div>
          </div>
          <div class="row scripted">
            <button type="button" class="button primary" id="play">Play</button>
            <button type="button" class="button" id="elsewhere">Another end</button>
          </div>
          <div class="field scripted">
            <label for="walk-address">Link to this walk</label>
            <div class="row">
              <input id="walk-address" readonly>
              <button type="button" class="button"
                data-copies="walk-address">Copy</button>
            </div>
          </div>
          <div class="field">
            <h3>Download</h3>
            <ul class="files" role="list">
              <li><a id="gif" href="${gif}"
                download="${model.card.name}-walk.gif">GIF
                <small>${width * scale} × ${height * scale}</small></a></li>
              <li class="scripted"><button type="button" id="save-video">Video
                <small>there and back</small></button></li>
              <li class="scripted"><button type="button" id="save-frame">This frame
                <small>PNG</small></button></li>
            </ul>
          </div>
        </div>
      </div>
      <a class="close" id="close-walk" href="${closed}"
        aria-label="Close">${CLOSE_ICON}</a>
    </dialog>
  `;
}
