import { type Html, html } from "../../../core/html.ts";
import { startInWords } from "../../../core/generator/generator_card.ts";
import type { Model } from "../../models.ts";
import { MAX_SEED } from "../../../core/noise/seed.ts";
import { grouped, type PageContent } from "../page_content.ts";
import { imageAddress } from "../shared/addresses.ts";

/** Where licences can be read, by what cards call them. */
const LICENCES: Readonly<Record<string, string>> = {
  "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
  "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
  "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
  "MIT": "https://opensource.org/license/mit",
};

/** Whom to credit, and the address that may stand behind it. */
const CREDIT = /^(.*?)(?:,? \(?(https?:\/\/[^\s()]+)\)?)?$/s;

/** What the generator learned from, and whom to credit for it. */
export function credit({ card: { trainingData } }: Model): Html {
  const { pictures, source, credit, licence } = trainingData;
  const number = pictures === undefined
    ? ""
    : pictures === 1
    ? "1 picture:"
    : `${grouped(pictures)} pictures:`;
  const [, whom = "", link] = CREDIT.exec(credit ?? source) ?? [];
  const named = html`<strong>${whom}</strong>`;
  const artist = link === undefined
    ? named
    : html`<a href="${link}">${named}</a>`;
  const known = LICENCES[licence ?? ""];
  const terms = known === undefined
    ? licence ?? ""
    : html`<a href="${known}" rel="license">${licence ?? ""}</a>`;
  // Some credits already name the licence.
  const unsaid = licence !== undefined &&
    (known !== undefined || !whom.includes(licence));
  const [open, said, close] = unsaid ? [" (", terms, ")"] : ["", "", ""];
  return html`
    <p
      class="credit">Trained on ${number} ${artist}${open}${said}${close}.</p>
  `;
}

/** The card of the generator. */
function facts({ card, digest }: Model): Html {
  const { architecture, model, training, generatedBy } = card;
  const { kid, precision } = training.scores ?? {};
  const facts = {
    "Pictures": `${architecture.width} × ${architecture.height} pixels`,
    "Network": `DCGAN, d = ${architecture.d}`,
    "Parameters": grouped(model.parameters),
    ...training.imagesSeen !== undefined &&
      { "Images seen in training": grouped(training.imagesSeen) },
    ...kid !== undefined && { "KID (lower is better)": kid.toPrecision(2) },
    ...precision !== undefined &&
      { "Precision": `${Math.round(precision * 100)} %` },
    ...training.from !== undefined && {
      "Started from": startInWords(training.from),
    },
    "Weights": training.weights === "ema" ? "moving average" : "last step",
    "Digest": digest,
    "Made by": generatedBy,
  };
  return html`
    <dl>${Object.entries(facts).map(([name, value]) =>
      html`
        <div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>
      `
    )}</dl>
  `;
}

/** How another program or page gets the pictures. */
function api({ model, address }: PageContent): Html {
  const picture = new URL(imageAddress(model.digest, 7), address).href;
  return html`
    <h2>Use this by API</h2>
    <p>The same address is always the same picture, for ever. On a page:</p>
    <pre tabindex="0"><code>&lt;img src="${picture}" alt=""&gt;</code></pre>
    <p>In a shell, four times as large:</p>
    <pre
      tabindex="0"><code>curl -o 7.png '${picture}?scale=4&amp;resize=smooth'</code></pre>
    <p><a href="openapi.json">All of it</a> is described for machines.</p>
    <div class="scripted">
      <h2>The latent of a picture</h2>
      <p>The task <code>project</code> finds from which latent the generator
        would paint a picture of yours, and writes it into a file. Drop that file
        anywhere on this page, or choose it.</p>
      <button type="button" class="button" id="open-latent">Open a latent
        file</button>
      <input type="file" id="latent-file" accept=".json,application/json"
        aria-label="Latent file" hidden>
    </div>
  `;
}

/**
 * What there is to know about the generator, folded away.
 *
 * @param content What the page is made of.
 */
export function about(content: PageContent): Html {
  return html`
    <details class="about">
      <summary>About</summary>
      <div>
        <div>
          <p class="lead">
            A picture for each of ${grouped(MAX_SEED + 1)} numbers, painted
            when you look at it and always the same. Open one, breed its
            neighbours, or walk from one to another.
          </p>
          ${facts(content.model)}
        </div>
        <div>${api(content)}</div>
      </div>
    </details>
  `;
}
