/**
 * A chart over the images shown, as a piece of SVG.
 *
 * @module
 */

import { type Html, html } from "../../core/html.ts";
import type { Bucket, Point } from "../record/series.ts";
import { formatImages, formatNumber, type Range, ticks } from "./ticks.ts";

/** One curve of a chart. */
export interface Curve {
  /** Name in the legend. */
  readonly name: string;
  /** Its colour; the same things have the same colour in all charts. */
  readonly hue: "real" | "fake" | "generator" | "other";
  /** Points of the line; x in images. */
  readonly points: readonly Point[];
  /** Noisy values behind the line. */
  readonly raw?: readonly Bucket[];
  /** How uncertain each point is, to both sides. */
  readonly spread?: readonly number[];
  /** Whether the line is dashed. */
  readonly dashed?: boolean;
}

/** What a chart shows. */
export interface Chart {
  /** Its heading. */
  readonly title: string;
  /** The curves, the uppermost last. */
  readonly curves: readonly Curve[];
  /** Images at the end of the axis, from 1. */
  readonly images: number;
  /** Values that are always in sight; the curves may widen the range. */
  readonly include: readonly number[];
  /** Values that the range never goes beyond. */
  readonly limits?: Range;
}

/** Size of every chart, in units of SVG. */
export const CHART_SIZE = { width: 480, height: 270 } as const;

/** What is around the axes. */
const MARGIN = { top: 58, right: 16, bottom: 44, left: 54 };
/** Part of the raw values at either end that may lie outside the chart. */
const OUTLIERS = 0.04;
/** Mean width of a character of the legend. */
const CHARACTER = 6.9;

/** Values without the few that would squeeze all others. */
function withoutOutliers(raw: readonly Bucket[]): number[] {
  const lows = raw.map(({ min }) => min).sort((a, b) => a - b);
  const highs = raw.map(({ max }) => max).sort((a, b) => a - b);
  const skip = Math.floor(OUTLIERS * raw.length);
  const [low, high] = [lows[skip], highs[highs.length - 1 - skip]];
  return low === undefined || high === undefined ? [] : [low, high];
}

/** The range of the values; never empty. */
function valueRange({ curves, include, limits }: Chart): Range {
  const values = curves.flatMap(({ points, raw = [], spread = [] }) => [
    ...points.flatMap(([, y], index) => {
      const around = spread[index] ?? 0;
      return [y - around, y + around];
    }),
    ...withoutOutliers(raw),
  ]);
  let low = Infinity;
  let high = -Infinity;
  for (const value of [...values, ...include]) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (!(low < high)) {
    const around = Math.abs(low) || 1;
    [low, high] = Number.isFinite(low) ? [low - around, low + around] : [0, 1];
  }
  const room = 0.04 * (high - low);
  if (!include.includes(low)) low -= room;
  if (!include.includes(high)) high += room;
  const [least, most] = limits ?? [-Infinity, Infinity];
  return [Math.max(low, least), Math.min(high, most)];
}

function path(points: readonly Point[]): string {
  return points.map(([x, y], index) =>
    `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`
  ).join("");
}

function legend(curves: readonly Curve[]): Html[] {
  let x = MARGIN.left;
  return curves.map(({ name, hue, dashed, points }) => {
    const last = points.at(-1)?.[1];
    const value = last === undefined ? "" : ` ${formatNumber(last, 3)}`;
    const start = x;
    x += 24 + CHARACTER * (name.length + value.length) + 16;
    return html`
      <path class="line ${hue}${dashed ? " dashed" : ""}" d="M${start} 41h18" />
      <text x="${start + 24}"
        y="45"><tspan class="name">${name}</tspan>${value}</text>
    `;
  });
}

/**
 * Draws a chart: heading, legend with the last values, axes, and for each curve
 * a line, faintly behind it the raw values or the uncertainty.
 *
 * @param chart What to draw.
 * @param id Unique in the document that the chart is put into.
 * @returns A `g` element in the coordinates of
 * {@linkcode CHART_SIZE}, coloured by the style sheet of charts.
 */
export function drawChart(chart: Chart, id: string): Html {
  const { curves, title, images } = chart;
  const range = valueRange(chart);
  const [low, high] = range;
  const width = CHART_SIZE.width - MARGIN.left - MARGIN.right;
  const height = CHART_SIZE.height - MARGIN.top - MARGIN.bottom;
  const bottom = MARGIN.top + height;
  const toX = (x: number) => MARGIN.left + width * x / images;
  const toY = (y: number) => bottom - height * (y - low) / (high - low);
  const toPath = (points: readonly Point[]) =>
    path(points.map(([x, y]) => [toX(x), toY(y)]));

  const backs = curves.map(({ hue, raw = [], spread, points }) => {
    const noise = raw.flatMap(({ x, min, max }): Point[] =>
      min === max ? [[x, min]] : [[x, min], [x, max]]
    );
    const around = (sign: number) =>
      points.map(([x, y], index): Point => [
        x,
        y + sign * (spread?.[index] ?? 0),
      ]);
    return [
      ...noise.length > 0
        ? [html`<path class="raw ${hue}" d="${toPath(noise)}" />`]
        : [],
      ...spread !== undefined
        ? [
          html`<path class="spread ${hue}" d="${
            toPath([...around(1), ...around(-1).reverse()])
          }Z" />`,
        ]
        : [],
    ];
  });
  const lines = curves.map(({ hue, points, dashed }) => {
    const [only] = points;
    return points.length === 1 && only !== undefined
      ? html`<circle class="dot ${hue}" cx="${toX(only[0])}" cy="${
        toY(only[1])
      }" r="3" />`
      : html`<path class="line ${hue}${dashed ? " dashed" : ""}" d="${
        toPath(points)
      }" />`;
  });
  const rows = ticks(range, height / 42).map((value) => {
    const y = toY(value).toFixed(1);
    return html`
      <path class="rule" d="M${MARGIN.left} ${y}h${width}" />
      <text class="end" x="${MARGIN.left - 8}" y="${y}" dy="4.5">${formatNumber(
        value,
        6,
      )}</text>
    `;
  });
  const columns = ticks([0, images], width / 80).map((value) => {
    const x = toX(value).toFixed(1);
    return html`
      <path class="tick" d="M${x} ${bottom}v5" />
      <text class="middle" x="${x}" y="${bottom + 20}">${formatImages(
        value,
      )}</text>
    `;
  });
  return html`
    <g class="chart">
      <clipPath id="${id}-clip">
        <rect x="${MARGIN.left}" y="${MARGIN.top -
          1}" width="${width}" height="${height + 2}" />
      </clipPath>
      <text class="title" x="${MARGIN.left}" y="20">${title}</text>
      ${legend(curves)}
      ${rows}
      <g clip-path="url(#${id}-clip)">${backs.flat()}${lines}</g>
      <path class="axis" d="M${MARGIN.left} ${bottom}h${width}" />
      ${columns}
      <text class="end" x="${CHART_SIZE.width -
        MARGIN.right}" y="${CHART_SIZE.height -
        6}">images shown</text>
    </g>
  `;
}
