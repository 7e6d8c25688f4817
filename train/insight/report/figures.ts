/**
 * The pictures and charts of a report.
 *
 * @module
 */

import { Html, html } from "../../../core/html.ts";
import { CHART_SIZE, drawChart } from "../chart.ts";
import type { ReportContent, ReportPicture } from "./content.ts";

const NOTHING = new Html("");

function figure(
  picture: ReportPicture | undefined,
  alt: string,
  caption: Html,
  still = picture,
): Html {
  if (picture === undefined || still === undefined) return NOTHING;
  return html`
    <figure>
      <picture>
        ${still === picture ? NOTHING : html`
          <source media="(prefers-reduced-motion: reduce)"
            srcset="${still.uri}">
        `}
        <img src="${picture.uri}" alt="${alt}">
      </picture>
      <figcaption>${caption}</figcaption>
    </figure>
  `;
}

/**
 * The grids of fakes and of real pictures, and how the fakes came about.
 *
 * @param content What the report is made of.
 * @returns A section; empty if there is no picture.
 */
export function pictures(
  { fakes, reals, progress, dataset }: ReportContent,
): Html {
  if (fakes === undefined && reals === undefined) return NOTHING;
  const shown = (fakes?.images ?? 0).toLocaleString("en");
  const seeds = dataset.classes !== undefined
    ? "a row for each class, seeds 0 to 4"
    : "seeds 0 to 24";
  return html`
    <section aria-labelledby="pictures">
      <h2 id="pictures">Pictures</h2>
      <div class="figures">
        ${figure(
          fakes,
          `Grid of pictures painted by the generator after ${shown} images`,
          html`<b>Fakes</b>, ${seeds}, after ${shown} images`,
        )}
        ${figure(
          reals,
          `Grid of real pictures from ${dataset.name}`,
          html`<b>Reals</b> from ${dataset.name}`,
        )}
        ${figure(
          progress,
          "Animation: the same grid of fakes from the beginning of the training to its end",
          html`<b>Progress</b>: the same seeds, from noise to now`,
          fakes,
        )}
      </div>
    </section>
  `;
}

/**
 * The charts of a run.
 *
 * @param content What the report is made of.
 * @returns A section; empty if there is no chart.
 */
export function curves({ charts }: ReportContent): Html {
  if (charts.length === 0) return NOTHING;
  const { width, height } = CHART_SIZE;
  return html`
    <section aria-labelledby="curves">
      <h2 id="curves">Curves</h2>
      <div class="charts">
        ${charts.map((chart, index) => {
          const names = chart.curves.map(({ name }) => name).join(", ");
          return html`
            <svg viewBox="0 0 ${width} ${height}" role="img"
              aria-label="${chart.title}: ${names}, over the images shown">
              ${drawChart(chart, `chart-${index}`)}
            </svg>
          `;
        })}
      </div>
      <p class="note">Thick lines are smooth means of the faint ones. A few of
        the largest values may lie above a chart.</p>
    </section>
  `;
}
