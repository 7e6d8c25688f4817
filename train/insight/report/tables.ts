/**
 * The tables of a report.
 *
 * @module
 */

import { Html, html } from "../../../core/html.ts";
import { FIELDS } from "../../options/fields.ts";
import type { Measure } from "../../record/history.ts";
import { lowestKid, type ScoredStep } from "../../record/scores.ts";
import { formatNumber } from "../ticks.ts";
import type { ReportContent } from "./content.ts";

const NOTHING = new Html("");

/** What scores are called in words; others go by their names. */
const SCORE_NAMES: Readonly<Record<string, string>> = {
  kid: "KID",
  precision: "Precision",
  recall: "Recall",
  neighbour_accuracy: "1-NN accuracy",
  memorization: "Memorisation",
  copies: "Copies",
  diversity: "Diversity",
};

const MEASURE_NAMES: Readonly<Record<Measure, string>> = {
  loss_g: "Generator’s loss",
  loss_d: "Discriminator’s loss",
  loss_d_real: "Its part on real pictures",
  loss_d_fake: "Its part on fakes",
  d_real: "D(x): belief in real pictures",
  d_fake: "D(G(z)): belief in fakes",
  lr: "Learning rate of the generator",
  lr_d: "Learning rate of the discriminator",
  augment: "Augmentation probability",
};

function table(caption: string, heads: readonly string[], rows: Html[]): Html {
  return html`
    <div class="scroll" role="region" aria-label="Table: ${caption}" tabindex="0">
      <table>
        <thead>
          <tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr>
        </thead>
        <tbody>${rows}</tbody>
      </table>
    </div>
  `;
}

/**
 * The losses and the like at the start, in the middle and at the end.
 *
 * @param content What the report is made of.
 * @returns A section; empty if nothing was measured.
 */
export function losses({ history }: ReportContent): Html {
  const names = Object.keys(MEASURE_NAMES) as Measure[];
  const rows = names.flatMap((name) => {
    const points = history.curves[name].smooth();
    if (points.length === 0) return [];
    const moments = [0, Math.floor(points.length / 2), points.length - 1];
    return [html`
      <tr>
        <th scope="row">${MEASURE_NAMES[name]}</th>
        ${moments.map((at) =>
          html`<td>${formatNumber(points[at]?.[1] ?? NaN, 3)}</td>`
        )}
      </tr>
    `];
  });
  if (rows.length === 0) return NOTHING;
  return html`
    <section aria-labelledby="losses">
      <h2 id="losses">Losses</h2>
      ${table("Losses", ["Smooth mean", "Start", "Middle", "End"], rows)}
    </section>
  `;
}

/** Rows of scores, but for the best; charts show the others. */
const MOST_ROWS = 12;

/** Some of the scores, evenly chosen, with the first, the last and the best. */
function thinned(scored: readonly ScoredStep[]): ScoredStep[] {
  const apart = Math.max(1, (scored.length - 1) / (MOST_ROWS - 1));
  const rows = new Set([scored.indexOf(lowestKid(scored) as ScoredStep)]);
  for (let row = 0; row < Math.min(scored.length, MOST_ROWS); row++) {
    rows.add(Math.round(row * apart));
  }
  return scored.filter((_, index) => rows.has(index));
}

/** A score with its standard deviation; what follows their names in `suffix`. */
function score(
  scores: ScoredStep["scores"],
  name: string,
  suffix: "" | "_floor" = "",
): string {
  const value = scores[`${name}${suffix}`];
  if (value === undefined) return "–";
  const deviation = scores[`${name}_sd${suffix}`];
  const around = deviation === undefined
    ? ""
    : ` ± ${formatNumber(deviation, 2)}`;
  return `${formatNumber(value, 3)}${around}`;
}

/**
 * The scores, and what the same scores are between real pictures.
 *
 * @param content What the report is made of.
 * @returns A section; empty if the run was never scored.
 */
export function scores({ scored }: ReportContent): Html {
  const all = new Set(scored.flatMap(({ scores }) => Object.keys(scores)));
  const names = [...all].filter((name) => !/_(sd|floor)$/.test(name));
  const last = scored.at(-1);
  if (last === undefined) return NOTHING;
  const row = (head: string, cells: string[]) =>
    html`
      <tr>
        <th scope="row">${head}</th>
        ${cells.map((cell) => html`<td>${cell}</td>`)}
      </tr>
    `;
  const best = lowestKid(scored);
  const floors = names.map((name) => score(last.scores, name, "_floor"));
  return html`
    <section aria-labelledby="scores">
      <h2 id="scores">Scores</h2>
      ${table("Scores", [
        "Images",
        ...names.map((name) => SCORE_NAMES[name] ?? name),
      ], [
        ...thinned(scored).map((step) =>
          row(
            `${step.images.toLocaleString("en")}${
              step === best ? " (lowest KID)" : ""
            }`,
            names.map((name) => score(step.scores, name)),
          )
        ),
        ...floors.some((floor) => floor !== "–") ? [row("Floor", floors)] : [],
      ])}
      <p class="note">The floor is the same score between two sets of real
        pictures: no generator has to be better.</p>
    </section>
  `;
}

/**
 * The scores of each class alone, when KID was lowest.
 *
 * @param content What the report is made of.
 * @returns A section; empty if there are no classes.
 */
export function classScores({ scored }: ReportContent): Html {
  const best = lowestKid(scored);
  const classes = Object.entries(best?.classes ?? {});
  const [first] = classes;
  if (first === undefined) return NOTHING;
  const names = Object.keys(first[1]).filter((name) => !/_floor$/.test(name));
  const heads = names.flatMap((name) => [SCORE_NAMES[name] ?? name, "Floor"]);
  const rows = classes.map(([name, scores]) =>
    html`
      <tr>
        <th scope="row">${name}</th>
        ${names.flatMap((of) => [
          html`<td>${score(scores, of)}</td>`,
          html`<td>${score(scores, of, "_floor")}</td>`,
        ])}
      </tr>
    `
  );
  return html`
    <section aria-labelledby="class-scores">
      <h2 id="class-scores">Scores of each class</h2>
      ${table("Scores of each class", ["Class", ...heads], rows)}
    </section>
  `;
}

function optionValue(value: unknown): string {
  if (value === null) return "–";
  if (!Array.isArray(value)) return `${value}`;
  return value.length === 0 ? "none" : value.join(", ");
}

/** Name of a field on the command line: `gridEvery` as `grid-every`. */
function kebabCase(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/**
 * Every option of the run.
 *
 * @param content What the report is made of.
 * @returns A section.
 */
export function options({ options }: ReportContent): Html {
  const rows = Object.entries(options).map(([key, value]) => {
    return html`
      <tr>
        <th scope="row"><code>${kebabCase(key)}</code></th>
        <td><code>${optionValue(value)}</code></td>
        <td class="text">${FIELDS[key]?.help ?? ""}</td>
      </tr>
    `;
  });
  return html`
    <section aria-labelledby="options">
      <h2 id="options">Options</h2>
      ${table("Options", ["Option", "Value", "Meaning"], rows)}
    </section>
  `;
}
