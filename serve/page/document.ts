import { type Html, html } from "../../core/html.ts";
import { favouritesDialog } from "./parts/favourites_dialog.ts";
import { gallery } from "./parts/gallery.ts";
import { masthead } from "./parts/masthead.ts";
import { notices } from "./parts/notices.ts";
import { toolbar } from "./parts/toolbar.ts";
import { tray } from "./parts/tray.ts";
import { viewerDialog } from "./parts/viewer_dialog.ts";
import { walkDialog } from "./parts/walk_dialog.ts";
import type { PageContent } from "./page_content.ts";
import { imageAddress, weightsAddress } from "./shared/addresses.ts";
import { nameSeed } from "./shared/named_seed.ts";
import { readFavourite } from "./shared/page_state.ts";
import { largestScale } from "./shared/picture_size.ts";

/** What other sites show of a link to the page: its title and a picture. */
function preview({ model, state, address }: PageContent): Html {
  const { name, architecture, trainingData } = model.card;
  const [favourite] = state.favourites ?? [];
  const shown = favourite === undefined ? state : readFavourite(favourite);
  const { seed, title } = nameSeed(shown.seed ?? `${state.from}`);
  const scale = largestScale(architecture, 1, 8, "png");
  const picture = imageAddress(model.digest, seed, { ...shown, scale });
  const { label } = shown;
  const parts = [
    ...shown.seed === undefined ? [] : [title],
    ...label === undefined ? [] : [label],
  ];
  const heading = parts.length === 0 ? name : `${parts.join(", ")} · ${name}`;
  return html`
    <meta property="og:type" content="website">
    <meta property="og:title" content="${heading}">
    <meta property="og:description"
      content="Pictures by a generator trained on ${trainingData.credit ??
        trainingData.source}.">
    <meta property="og:image" content="${new URL(picture, address).href}">
    <meta property="og:image:width" content="${architecture.width * scale}">
    <meta property="og:image:height" content="${architecture.height * scale}">
    <meta property="og:image:alt" content="Picture of seed ${seed}">
    <meta name="twitter:card" content="summary">
  `;
}

/** What the scripts need to paint by themselves, if they may. */
function painting({ model, assets }: PageContent): Html {
  if (model.weights === undefined) return html``;
  const { bytes, sha256 } = model.card.model;
  const digits = sha256.match(/../g) ?? [];
  const checksum = btoa(
    String.fromCharCode(...digits.map((digit) => Number.parseInt(digit, 16))),
  );
  return html`
    data-painter="${assets.painter}"
    data-weights="${weightsAddress(model.digest)}"
    data-weights-bytes="${bytes}"
    data-weights-integrity="sha256-${checksum}"
  `;
}

/**
 * The page. Without scripts it is a gallery in pages, with a large view of each
 * picture; scripts make it endless and add what needs them.
 *
 * @param content What it is made of.
 * @returns An HTML document without inline scripts or styles.
 */
export function renderPage(content: PageContent): string {
  const { model, assets } = content;
  const { name, architecture } = model.card;
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
        <link rel="stylesheet" href="${assets.styleSheet}">
        <script type="module" src="${assets.script}"></script>
        <link rel="icon" type="image/webp"
          href="${imageAddress(model.digest, 0, { format: "webp" })}">
        ${preview(content)}
      </head>
      <body data-digest="${model.digest}" data-name="${name}"
        data-width="${architecture.width}" data-height="${architecture.height}"
        data-classes="${JSON.stringify(architecture.classes ?? [])}"
        ${painting(content)}>
        <a class="skip" href="#gallery">Skip to the pictures</a>
        ${masthead(content)}
        ${toolbar(content)}
        ${viewerDialog(content)}
        ${walkDialog(content)}
        ${favouritesDialog(content)}
        ${gallery(content)}
        ${tray()}
        ${notices()}
      </body>
    </html>
  `;
  return page.source.trimStart();
}
