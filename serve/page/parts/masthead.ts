import { MAX_SEED } from "../../../core/noise/seed.ts";
import { type Html, html } from "../../../core/html.ts";
import type { Model } from "../../models.ts";
import { grouped, type PageContent } from "../page_content.ts";
import { pageAddress } from "../shared/page_state.ts";

/** What the generator learned from, and whom to credit for it. */
function credit({ card: { trainingData } }: Model): Html {
  const { pictures, source, credit, licence } = trainingData;
  const number = pictures === undefined
    ? ""
    : pictures === 1
    ? "1 picture:"
    : `${grouped(pictures)} pictures:`;
  const whom = credit ?? source;
  // Some credits already name the licence.
  const terms = licence === undefined || whom.includes(licence)
    ? ""
    : ` (${licence})`;
  return html`
    <p class="credit">
      Trained on ${number} <strong>${whom}</strong>${terms}.
    </p>
  `;
}

/** The card of the generator, folded away. */
function details({ card, digest }: Model): Html {
  const { architecture, model, training, generatedBy } = card;
  const facts = {
    "Pictures": `${architecture.width} × ${architecture.height} pixels`,
    "Network": `DCGAN, d = ${architecture.d}`,
    "Parameters": grouped(model.parameters),
    ...training.imagesSeen !== undefined &&
      { "Images seen in training": grouped(training.imagesSeen) },
    "Weights": training.weights === "ema" ? "moving average" : "last step",
    "Digest": digest,
    "Made by": generatedBy,
  };
  const rows = Object.entries(facts).map(([name, value]) =>
    html`
      <div>
        <dt>${name}</dt>
        <dd>${value}</dd>
      </div>
    `
  );
  return html`
    <details class="card">
      <summary>About this generator</summary>
      <dl>${rows}</dl>
    </details>
  `;
}

/** Links to the same view of the other generators, if there are any. */
function choice(
  { models, model, state }: Omit<PageContent, "assets">,
): Html {
  if (models.length < 2) return html``;
  const links = models.map(({ digest, card }) => {
    const address = pageAddress({ ...state, model: digest });
    const current = digest === model.digest ? html`aria-current="true"` : "";
    return html`
      <a href="${address}" data-model="${digest}" ${current}>${card.name}</a>
    `;
  });
  return html`
    <nav class="models" aria-label="Generators">${links}</nav>
  `;
}

/**
 * The head of the page: the generator's name, its credit and its card, and the
 * other generators to choose from.
 *
 * @param content What the page is made of.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { folderUrl } from "edge-dcgan/core/folder_url.ts";
 * import { readGeneratorCard } from "edge-dcgan/core/generator/generator_folder.ts";
 * import { masthead } from "edge-dcgan/serve/page/parts/masthead.ts";
 * import { START } from "edge-dcgan/serve/page/shared/page_state.ts";
 *
 * const card = await readGeneratorCard(folderUrl("tests/fixtures/generator"));
 * const model = { digest: "87d49f9b0e98df56", card };
 * const head = masthead({ models: [model], model, state: START });
 * assertStringIncludes(head.source, "<h1>fixture</h1>");
 * ```
 */
export function masthead(content: Omit<PageContent, "assets">): Html {
  const { model } = content;
  return html`
    <header class="masthead">
      ${choice(content)}
      <div>
      <h1>${model.card.name}</h1>
      <p class="lead">
        A picture for each of ${grouped(MAX_SEED + 1)} numbers, painted when you
        look at it and always the same. Open one, breed its neighbours, or walk
        from one to another.
      </p>
      </div>
      <div>
      ${credit(model)}
      ${details(model)}
      </div>
    </header>
  `;
}
