/**
 * The facts of a report: in short, about the pictures, about the training.
 *
 * @module
 */

import { startInWords } from "../../../core/generator/generator_card.ts";
import { type Html, html } from "../../../core/html.ts";
import { formatDuration } from "../../run/progress.ts";
import { runLength } from "../../run/run_length.ts";
import { lowestKid } from "../../record/scores.ts";
import { type Verdict, verdict } from "../verdict.ts";
import { formatNumber } from "../ticks.ts";
import type { ReportContent } from "./content.ts";

type Fact = readonly [term: string, detail: string | Html];

function list(className: string, facts: readonly Fact[]): Html {
  return html`
    <dl class="${className}">
      ${facts.map(([term, detail]) =>
        html`
          <div>
            <dt>${term}</dt>
            <dd>${detail}</dd>
          </div>
        `
      )}
    </dl>
  `;
}

/** Steps in which every picture is shown once, and of the whole run. */
function planned({ options, dataset }: ReportContent) {
  const perEpoch = Math.floor(
    (dataset.count - dataset.heldOut) / options.batch,
  );
  return { perEpoch, steps: runLength(options, perEpoch).steps };
}

/**
 * Title, what the run is in one sentence, and its figures.
 *
 * @param content What the report is made of.
 * @returns The page's header.
 */
export function masthead(content: ReportContent): Html {
  const { path, options, dataset, history, scored } = content;
  const folder = path.split(/[/\\]/).at(-1) ?? path;
  const { perEpoch, steps } = planned(content);
  const kid = lowestKid(scored)?.scores["kid"];
  const epochs = (of: number) =>
    formatNumber(perEpoch > 0 ? Math.floor(10 * of / perEpoch) / 10 : 0, 6);
  const facts: Fact[] = [
    ["Images shown", history.images.toLocaleString("en")],
    ["Epochs", `${epochs(history.step)} of ${epochs(steps)}`],
    ...history.seconds > 0
      ? [
        ["Training time", formatDuration(history.seconds)] as const,
        [
          "Images per second",
          formatNumber(history.images / history.seconds, 3),
        ] as const,
      ]
      : [],
    ...kid === undefined ? [] : [["Lowest KID", formatNumber(kid, 3)] as const],
  ];
  return html`
    <header>
      <p class="eyebrow">Training report · ${folder}</p>
      <h1>${options.name ?? dataset.name}</h1>
      <p class="lead">
        A DCGAN of base width ${options.d} that learned to paint pictures of
        ${options.height}×${options.width} from ${dataset.count.toLocaleString(
          "en",
        )}
        pictures of ${dataset.name}${history.step < steps
          ? html`; <b>not trained to its end</b>`
          : ""}.
      </p>
      ${list("figures-in-short", facts)}
    </header>
  `;
}

/** How the run of a report went. */
export function judged(content: ReportContent): Verdict {
  const { path, options, dataset, history, scored } = content;
  return verdict({
    path,
    options,
    pictures: dataset.count,
    isNew: dataset.from === undefined,
    images: history.images,
    planned: planned(content).steps * options.batch,
    // Scores of long ago judge nothing.
    scored: options.scoreEvery === 0 ? [] : scored,
  });
}

/**
 * How the run went and what to try next.
 *
 * @param content What the report is made of.
 * @returns A section.
 */
export function outcome(content: ReportContent): Html {
  const { words, command } = judged(content);
  return html`
    <section aria-labelledby="outcome">
      <h2 id="outcome">How it went</h2>
      <p>${words.slice(0, 1).toUpperCase()}${words.slice(1)}.</p>
      <p>To try next: <code>${command}</code></p>
    </section>
  `;
}

/**
 * What the run was trained on, and whom to credit.
 *
 * @param content What the report is made of.
 * @returns A section.
 */
export function data({ dataset, options }: ReportContent): Html {
  const { name, source, credit, licence, heldOut, fingerprint, from } = dataset;
  const kept = heldOut > 0
    ? `; ${heldOut.toLocaleString("en")} of them kept out of training`
    : "";
  return html`
    <section aria-labelledby="data">
      <h2 id="data">Data</h2>
      ${list("facts", [
        ["Name", name],
        ["Source", source],
        [
          "Pictures",
          `${
            dataset.count.toLocaleString("en")
          }, ${options.height}×${options.width}${kept}`,
        ],
        ["Credit", credit ?? "not known"],
        ["Licence", licence ?? "not known"],
        ...from === undefined
          ? []
          : [["Started from", startInWords(from)] as const],
        ["Fingerprint", html`<code>${fingerprint}</code>`],
      ])}
    </section>
  `;
}

/**
 * How, where and when the run was trained.
 *
 * @param content What the report is made of.
 * @returns A section.
 */
export function training(content: ReportContent): Html {
  const { history, options, starts } = content;
  const { steps } = planned(content);
  const device = [...new Set(starts.map(({ device }) => device))].join(
    ", then ",
  );
  const facts: Fact[] = [
    ["Device", device === "" ? "not known" : device],
    [
      "Steps",
      `${history.step.toLocaleString("en")} of ${steps.toLocaleString("en")}`,
    ],
    ["Batch", `${options.batch} pictures`],
    ["Time", formatDuration(history.seconds)],
    ...starts.map(({ step, time, deno }): Fact => [
      step === 0
        ? "Started"
        : `Resumed after step ${step.toLocaleString("en")}`,
      html`<time datetime="${time}">${
        time.slice(0, 16).replace("T", " ")
      } UTC</time>, Deno ${deno}`,
    ]),
  ];
  return html`
    <section aria-labelledby="training">
      <h2 id="training">Training</h2>
      ${list("facts", facts)}
    </section>
  `;
}
