import { taskCommand } from "../../../core/command_line/task_command.ts";
import config from "../../../deno.json" with { type: "json" };
import { Html, html } from "../../../core/html.ts";
import { CHART_STYLE } from "../chart_style.ts";
import type { ReportContent } from "./content.ts";
import { data, masthead, outcome, training } from "./facts.ts";
import { curves, pictures } from "./figures.ts";
import { classScores, losses, options, scores } from "./tables.ts";

/**
 * The report of a run as a page in one file: no scripts, nothing from outside.
 *
 * @param content What it is made of.
 * @param style Its style sheet.
 * @returns An HTML document.
 */
export function renderReport(content: ReportContent, style: string): string {
  const { path, options: { name }, dataset } = content;
  const again = taskCommand("report", path);
  const page = html`
    <!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy"
          content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
        <title>${name ?? dataset.name}: training report</title>
        <style>${new Html(style + CHART_STYLE)}</style>
      </head>
      <body>
        ${masthead(content)}
        <main>
          ${outcome(content)}
          ${pictures(content)}
          ${curves(content)}
          ${scores(content)}
          ${classScores(content)}
          <div class="pair">
            ${losses(content)}
            ${training(content)}
          </div>
          ${data(content)}
          ${options(content)}
        </main>
        <footer>
          <p>Written by edge-dcgan ${config.version}.
            <code>${again}</code> writes it anew.</p>
        </footer>
      </body>
    </html>
  `;
  return page.source.trimStart();
}
