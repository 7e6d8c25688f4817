/**
 * Icons, drawn in the colour of the text around them and hidden from screen
 * readers: a label stands beside them or on their button.
 *
 * @module
 */

import { type Html, html } from "../../../core/html.ts";

function icon(...paths: string[]): Html {
  return html`
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      ${paths.map((path) => html`<path d="${path}" />`)}
    </svg>
  `;
}

/** A cross. */
export const CLOSE_ICON: Html = icon("M6 6l12 12", "M18 6L6 18");
