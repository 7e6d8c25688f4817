import type { GeneratorCard } from "../../core/generator_card.ts";
import { MAX_SEED } from "../seed.ts";
import { type Html, html } from "./html.ts";

/** Pictures on a page, in five rows of five. */
export const PAGE_SIZE = 25;

/** A seed, counted on past the last one from 0 again. */
function wrap(seed: number): number {
  const seeds = MAX_SEED + 1;
  return (seed + seeds) % seeds;
}

/** An integer with its thousands separated. */
function grouped(count: number): string {
  return count.toLocaleString("en");
}

/** A picture, which is a link to its file. */
function tile(card: GeneratorCard, seed: number): Html {
  const { width, height } = card.architecture;
  const file = `/image/${seed}.png`;
  return html`
    <li>
      <a href="${file}" rel="nofollow">
        <img src="${file}" alt="Picture of seed ${seed}" width="${width}"
          height="${height}" loading="lazy">
      </a>
    </li>
  `;
}

/** What the generator learned from, and whom to credit for it. */
function credits({ trainingData }: GeneratorCard): Html {
  const { pictures, source, credit, licence } = trainingData;
  const number = pictures === undefined ? "" : `${grouped(pictures)} pictures:`;
  const terms = licence === undefined ? "" : ` (${licence})`;
  return html`
    <p>
      Trained on ${number} <strong>${credit ?? source}</strong>${terms}.
    </p>
  `;
}

/**
 * The page with the pictures of 25 seeds. It needs no JavaScript.
 *
 * @param card Card of the generator: its name, size and credit are shown.
 * @param from The first seed; after the last seed comes 0.
 * @returns An HTML document that uses `/style.css` and `/image/SEED.png`.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { folderUrl } from "edge-dcgan/core/folder_url.ts";
 * import { parseGeneratorCard } from "edge-dcgan/core/generator_card.ts";
 * import { renderPage } from "edge-dcgan/serve/page/page.ts";
 *
 * const file = new URL("generator.json", folderUrl("tests/fixtures/generator"));
 * const card = parseGeneratorCard(await Deno.readTextFile(file), file.href);
 * assertStringIncludes(renderPage(card, 25), 'href="/?from=50"');
 * ```
 */
export function renderPage(card: GeneratorCard, from: number): string {
  const { name, architecture, model, training, generatedBy } = card;
  const seeds = Array.from({ length: PAGE_SIZE }, (_, i) => wrap(from + i));
  const range = `${from} to ${seeds.at(-1)}`;
  const page = html`
    <!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="description"
          content="Pictures by the generator ${name}, painted on demand.">
        <title>${name}: pictures ${range}</title>
        <link rel="icon" type="image/png" href="/image/0.png">
        <link rel="stylesheet" href="/style.css">
      </head>
      <body>
        <header>
          <h1>${name}</h1>
          <p>
            A generator that paints a picture for every number from 0 to
            ${grouped(MAX_SEED)}. The same number is always the same picture.
          </p>
        </header>
        <main>
          <h2>Pictures ${range}</h2>
          <ul class="pictures" role="list">
            ${seeds.map((seed) => tile(card, seed))}
          </ul>
          <nav aria-label="More pictures">
            <a href="/?from=${wrap(from - PAGE_SIZE)}" rel="nofollow">Back</a>
            <a href="/shuffle" rel="nofollow">Shuffle</a>
            <a href="/?from=${wrap(from + PAGE_SIZE)}" rel="nofollow">More</a>
          </nav>
        </main>
        <footer>
          ${credits(card)}
          <p>
            ${architecture.width} × ${architecture.height} pixels ·
            ${grouped(model.parameters)} parameters ·
            ${training.imagesSeen === undefined
              ? ""
              : `${grouped(training.imagesSeen)} images seen in training ·`}
            ${generatedBy}
          </p>
        </footer>
      </body>
    </html>
  `;
  return page.source.trimStart();
}
