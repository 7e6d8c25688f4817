import { type Html, html } from "../../../core/html.ts";

function slot(id: string, name: string): Html {
  return html`
    <li id="${id}">
      <span class="slot"></span>
      <span class="slot-name">${name}</span>
    </li>
  `;
}

/**
 * Where the two pictures of a walk are collected while they are being picked;
 * for scripts alone.
 */
export function tray(): Html {
  return html`
    <section class="tray" id="tray" aria-label="Walk between two" hidden>
      <ol role="list">${slot("slot-start", "Start")}${slot(
        "slot-end",
        "End",
      )}</ol>
      <p id="tray-hint">Choose the picture where the walk starts.</p>
      <div class="row">
        <button type="button" class="button" id="surprise">Surprise me</button>
        <button type="button" class="button" id="cancel-pick">Cancel</button>
      </div>
    </section>
  `;
}
