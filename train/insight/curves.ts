/**
 * The charts of a run as files.
 *
 * @module
 */

import { writeAtomically } from "../../core/atomic_file.ts";
import { Html, html } from "../../core/html.ts";
import { renderSvgPng } from "../data/render_svg.ts";
import { type Chart, CHART_SIZE, drawChart } from "./chart.ts";
import { CHART_STYLE } from "./chart_style.ts";

/** Space between charts and around them. */
const GAP = 24;
const WIDTH = 2 * CHART_SIZE.width + 3 * GAP;
/** Pixels of the PNG for each unit of the SVG. */
const SCALE = 1.5;

let fonts: Promise<Uint8Array[]> | undefined;

/** The font of charts, which the renderer cannot get from the system. */
function loadFonts(): Promise<Uint8Array[]> {
  fonts ??= Promise.all(
    ["400Regular/OpenSans_400Regular", "600SemiBold/OpenSans_600SemiBold"]
      .map((name) => {
        const file = `@expo-google-fonts/open-sans/${name}.ttf`;
        return Deno.readFile(new URL(import.meta.resolve(file)));
      }),
  );
  return fonts;
}

/**
 * Draws charts two in a row.
 *
 * @param charts What to draw.
 * @returns An SVG document.
 */
export function curvesSvg(charts: readonly Chart[]): string {
  const rows = Math.ceil(charts.length / 2);
  const height = GAP + rows * (CHART_SIZE.height + GAP);
  const pieces = charts.map((chart, index) => {
    const x = GAP + (index % 2) * (CHART_SIZE.width + GAP);
    const y = GAP + Math.floor(index / 2) * (CHART_SIZE.height + GAP);
    const drawn = drawChart(chart, `chart-${index}`);
    return html`<g transform="translate(${x} ${y})">${drawn}</g>`;
  });
  const titles = charts.map(({ title }) => title).join("; ");
  const svg = html`
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}"
      width="${WIDTH}" height="${height}" role="img" aria-label="${titles}">
      <style>${new Html(CHART_STYLE)}</style>
      <rect class="ground" width="${WIDTH}" height="${height}" />
      ${pieces}
    </svg>
  `;
  return svg.source.trimStart();
}

/**
 * Writes charts as `curves.svg` and `curves.png`.
 *
 * @param folder Folder of the run.
 * @param charts What to draw.
 */
export async function writeCurves(
  folder: string,
  charts: readonly Chart[],
): Promise<void> {
  const svg = curvesSvg(charts);
  await writeAtomically(`${folder}/curves.svg`, svg);
  const png = await renderSvgPng(svg, SCALE * WIDTH, await loadFonts());
  await writeAtomically(`${folder}/curves.png`, png);
}
