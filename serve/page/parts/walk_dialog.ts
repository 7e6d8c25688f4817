import { imageAddress, walkAddress } from "../shared/addresses.ts";
import { type Html, html } from "../../../core/html.ts";
import { CLOSE_ICON } from "./icons.ts";
import { nameSeed } from "../shared/named_seed.ts";
import type { PageView } from "../page_content.ts";
import { CLOSED, pageAddress } from "../shared/page_state.ts";
import { largestScale, WALK_FRAMES } from "../shared/picture_size.ts";

/** The picture at one end of the walk. */
function end({ model, state }: PageView, id: string, text: string): Html {
  const { width, height } = model.card.architecture;
  const { seed } = nameSeed(text);
  const source = state.to === undefined
    ? ""
    : html`src="${imageAddress(model.digest, seed, state)}"`;
  return html`
    <img id="${id}" alt="" width="${width}" height="${height}"
      ${source}>
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
  const { seed = "0", to = "0" } = state;
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
            ${end(content, "walk-start", seed)}
            <input class="scripted" id="way" type="range" min="0" max="1"
              step="any" value="0" aria-label="Place on the way">
            ${end(content, "walk-end", to)}
            <p id="start-name">${nameSeed(seed).title}</p>
            <p id="end-name">${nameSeed(to).title}</p>
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
