import { MAX_SEED } from "../../seed.ts";
import { type Html, html } from "../html.ts";
import { grouped, type PageContent, type PageModel } from "../page_content.ts";
import { pageAddress } from "../shared/page_state.ts";

/** What the generator learned from, and whom to credit for it. */
function credit({ card: { trainingData } }: PageModel): Html {
  const { pictures, source, credit, licence } = trainingData;
  const number = pictures === undefined ? "" : `${grouped(pictures)} pictures:`;
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
function details({ card, digest }: PageModel): Html {
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
function choice({ models, model, state }: PageContent): Html {
  if (models.length < 2) return html``;
  const links = models.map(({ digest, card }) => {
    const address = pageAddress({ ...state, model: digest });
    return digest === model.digest
      ? html`<a href="${address}" aria-current="true">${card.name}</a>`
      : html`<a href="${address}">${card.name}</a>`;
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
 * ```ts ignore
 * const page = html`<body>${masthead(content)}</body>`;
 * ```
 */
export function masthead(content: PageContent): Html {
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
