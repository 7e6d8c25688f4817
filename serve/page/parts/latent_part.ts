import { html } from "../../../core/html.ts";

/**
 * Links and files of the picture of a latent, which has no address of its own;
 * for scripts alone.
 */
export const LATENT_PART = html`
  <div class="part" id="latent-part" hidden>
    <div class="field">
      <label for="latent-link">Link to this picture</label>
      <div class="row">
        <input id="latent-link" readonly>
        <button type="button" class="button"
          data-copies="latent-link">Copy</button>
      </div>
    </div>
    <div class="field">
      <label for="latent-command">By API: the latent is sent with POST</label>
      <div class="row">
        <input id="latent-command" readonly>
        <button type="button" class="button"
          data-copies="latent-command">Copy</button>
      </div>
    </div>
    <div class="field">
      <h3>Download</h3>
      <ul class="files" role="list">
        <li><button type="button" id="save-latent-picture">Picture
          <small>PNG</small></button></li>
        <li><button type="button" id="save-latent">Latent
          <small>JSON</small></button></li>
      </ul>
    </div>
  </div>
`;
