import { imageAddress } from "./shared/addresses.ts";
import { gallery } from "./parts/gallery.ts";
import { html } from "../../core/html.ts";
import { masthead } from "./parts/masthead.ts";
import type { PageContent } from "./page_content.ts";
import { toolbar } from "./parts/toolbar.ts";
import { tray } from "./parts/tray.ts";
import { viewerDialog } from "./parts/viewer_dialog.ts";
import { walkDialog } from "./parts/walk_dialog.ts";

/**
 * The page. Without scripts it is a gallery in pages, with a large view of each
 * picture; scripts make it endless and add what needs them.
 *
 * @param content What it is made of.
 * @returns An HTML document without inline scripts or styles.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { folderUrl } from "edge-dcgan/core/folder_url.ts";
 * import { readGeneratorCard } from "edge-dcgan/core/generator/generator_folder.ts";
 * import { loadAssets } from "edge-dcgan/serve/page/assets.ts";
 * import { renderPage } from "edge-dcgan/serve/page/document.ts";
 * import { START } from "edge-dcgan/serve/page/shared/page_state.ts";
 *
 * const card = await readGeneratorCard(folderUrl("tests/fixtures/generator"));
 * const model = { digest: "87d49f9b0e98df56", card };
 * const assets = await loadAssets();
 * const page = renderPage({ models: [model], model, assets, state: START });
 * assertStringIncludes(page, '<script type="module" src="/assets/');
 * ```
 */
export function renderPage(content: PageContent): string {
  const { model, assets } = content;
  const { name, architecture } = model.card;
  const [start = "", ...modules] = assets.scripts;
  const page = html`
    <!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="description"
          content="Pictures by the generator ${name}, painted on demand.">
        <title>${name}</title>
        <link rel="icon" type="image/png"
          href="${imageAddress(model.digest, 0)}">
        ${assets.styleSheets.map((path) =>
          html`<link rel="stylesheet" href="${path}">`
        )}
        <script type="module" src="${start}"></script>
        ${modules.map((path) =>
          html`<link rel="modulepreload" href="${path}">`
        )}
      </head>
      <body data-digest="${model.digest}" data-name="${name}"
        data-width="${architecture.width}" data-height="${architecture.height}">
        <a class="skip" href="#pictures">Skip to the pictures</a>
        ${masthead(content)}
        ${toolbar(content)}
        ${viewerDialog(content)}
        ${walkDialog(content)}
        ${gallery(content)}
        ${tray()}
        <p class="visually-hidden" id="announcement" role="status"></p>
      </body>
    </html>
  `;
  return page.source.trimStart();
}
