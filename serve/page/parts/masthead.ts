import { type Html, html } from "../../../core/html.ts";
import { MAX_SEED } from "../../../core/noise/seed.ts";
import type { PageContent } from "../page_content.ts";
import { imageAddress } from "../shared/addresses.ts";
import { pageAddress, START } from "../shared/page_state.ts";
import { about, credit } from "./about.ts";

/** Links to the same view of the other generators, if there are any. */
function choice({ models, model, state }: PageContent): Html {
  if (models.length < 2) return html``;
  const links = models.map(({ digest, card }) => {
    // Another generator has classes of its own.
    const label = digest === model.digest ? state.label : undefined;
    const address = pageAddress({
      ...state,
      ...{ label, endlabel: undefined, edit: [], model: digest },
    });
    const current = digest === model.digest ? html`aria-current="true"` : "";
    return html`
      <a href="${address}" data-model="${digest}" ${current}>${card.name}</a>
    `;
  });
  return html`
    <nav class="models" aria-label="Generators">${links}</nav>
  `;
}

/** A walk that plays: tomorrow's starts where today's ends. */
function daily({ model, state, day }: PageContent): Html {
  const { width, height } = model.card.architecture;
  const [start, end] = [day % (MAX_SEED + 1), (day + 1) % (MAX_SEED + 1)];
  const address = pageAddress({
    ...START,
    model: state.model,
    seed: `${start}`,
    to: `${end}`,
  });
  return html`
    <div class="daily" id="daily" data-start="${start}" data-end="${end}">
      <a id="daily-link" href="${address}" rel="nofollow">
        <img alt="The walk of the day, from seed ${start} to seed ${end}"
          width="${width}" height="${height}"
          src="${imageAddress(model.digest, start, { format: "webp" })}">
        <canvas width="${width}" height="${height}" hidden></canvas>
      </a>
      <button type="button" id="daily-pause" aria-label="Play the walk of the day"
        hidden></button>
    </div>
  `;
}

/**
 * The head of the page: the generator's name and credit, the walk of the day,
 * what there is to know, and the other generators to choose from.
 *
 * @param content What the page is made of.
 */
export function masthead(content: PageContent): Html {
  const { model } = content;
  return html`
    <header class="masthead">
      ${daily(content)}
      <div>
        <h1>${model.card.name}</h1>
        ${credit(model)}
      </div>
      ${about(content)}
      ${choice(content)}
    </header>
  `;
}
