import { type Html, html } from "../../../core/html.ts";

/**
 * What scripts say to the user: to screen readers, when nothing comes, and when
 * a file is not taken.
 */
export function notices(): Html {
  return html`
    <p class="visually-hidden" id="announcement" role="status"></p>
    <div class="notice" id="offline" hidden>
      <p id="offline-text" role="alert"></p>
      <button type="button" class="button" id="retry">Retry</button>
    </div>
    <div class="notice" id="refused" hidden>
      <p id="refused-text" role="alert"></p>
      <button type="button" class="button" id="refused-close">Close</button>
    </div>
  `;
}
